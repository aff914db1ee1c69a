/**
 * Documents run by the built worker in real browsers, without the page around it: for comparing their bytes with Node's.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import type { Experiment } from '../src/experiment/document.ts'
import type { LabWorker, RunEvent, RunId } from '../src/worker/api.ts'
import { chromiumFlags, firefoxOptions } from '../test/e2e/harness-flags.ts'
import { barePage, servePage } from '../test/e2e/harness-server.ts'
import { ensureChromium, findFirefox } from './browser.mjs'
import { openWebKit } from './webkit.ts'

/** What a page that can run scripts offers, whoever drives it. */
interface ScriptedPage {
  goto(address: string): Promise<unknown>
  evaluate<A, R>(script: (argument: A) => Promise<R>, argument: A): Promise<R>
}

export interface Task {
  readonly document: Experiment
  /** A trace file to read first; the document names it by its hash. */
  readonly trace?: { readonly name: string; readonly text: string }
}

const assetsFolder = fileURLToPath(new URL('../dist/assets/', import.meta.url))

/** Digests of all arms of each document, in order, by a worker of the page at `address` (with a final slash). */
export async function digestsOnPage(page: unknown, address: string, tasks: readonly Task[]): Promise<string[]> {
  const file = readdirSync(assetsFolder).find((name) => /^entry-.*\.js$/.test(name))
  if (!file) throw new Error('dist/assets holds no entry-….js: run npm run build first')
  const scripted = page as ScriptedPage
  await scripted.goto(address + barePage)
  return scripted.evaluate(runInPage, { worker: `${address}assets/${file}`, tasks })
}

/** The same documents in Chromium and, where they are installed, Firefox and WebKit. Throws without a browser or a build. */
export async function digestsInBrowsers(documents: readonly Experiment[]): Promise<Record<string, string[]>> {
  const tasks = documents.map((document) => ({ document }))
  const server = await servePage()
  const digests: Record<string, string[]> = {}
  try {
    const chromiumPath = await ensureChromium()
    if (chromiumPath === null) throw new Error('no Chromium to compare with')
    const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] })
    digests.Chromium = await digestsOnPage(await browser.newPage(), server.address, tasks)
    await browser.close()
    const firefoxPath = findFirefox()
    if (firefoxPath !== null) {
      const firefox = await puppeteer.launch(firefoxOptions(firefoxPath))
      digests.Firefox = await digestsOnPage(await firefox.newPage(), server.address, tasks)
      await firefox.close()
    }
    const webkit = await openWebKit()
    if (webkit !== null) {
      digests.WebKit = await digestsOnPage(webkit, server.address, tasks)
      await webkit.close()
    }
  } finally {
    await server.close()
  }
  return digests
}

/** Runs inside the page, so it uses nothing from outside but Comlink's global. */
async function runInPage(given: { readonly worker: string; readonly tasks: readonly Task[] }): Promise<string[]> {
  const { Comlink } = window as unknown as { Comlink: typeof import('comlink') }
  const worker = new Worker(given.worker, { type: 'module' })
  const lab = Comlink.wrap<LabWorker>(worker)
  const digests: string[] = []
  for (const [index, { document, trace }] of given.tasks.entries()) {
    if (trace) {
      const read = await lab.readIncoming(trace.name, new Blob([trace.text]))
      if (!read.ok) throw new Error(read.problems[0].message)
    }
    const digest = await new Promise<string>((resolve, reject) => {
      const onEvent = Comlink.proxy((event: RunEvent): void => {
        if (event.kind === 'done')
          resolve(
            Object.values(event.summaries)
              .map(({ digest }) => digest)
              .join('+'),
          )
        if (event.kind === 'failed') reject(new Error(event.problem.message))
      })
      lab.run((index + 1) as RunId, document, onEvent).catch(reject)
    })
    digests.push(digest)
  }
  worker.terminate()
  return digests
}
