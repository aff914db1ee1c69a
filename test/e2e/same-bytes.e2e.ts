/**
 * The same document has the same digest in Node, Chromium and Firefox: of all times of all requests, to the last bit.
 *
 * Node runs the source in process, as the command line does; the browsers run the built worker, asked directly over
 * Comlink, so that nothing of the page stands between.
 */
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'
import { inject } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment, Patch } from '../../src/experiment/document.ts'
import type { LabWorker, RunEvent, RunId } from '../../src/worker/api.ts'
import { createLab } from '../../src/worker/lab.ts'
import { describe, e2e, expect } from './harness.ts'

const comlinkPath = createRequire(import.meta.url).resolve('comlink/dist/umd/comlink.js')
const assets = readdirSync(fileURLToPath(new URL('../../dist/assets/', import.meta.url)))
const workerFile = assets.find((file) => /^entry-.*\.js$/.test(file))

const workload = { id: 'bursty', knobs: { requests: 300 } }
const documents: readonly { readonly title: string; readonly setup: Patch }[] = [
  { title: 'the default cluster under bursts', setup: { workload } },
  { title: 'speculation', setup: { workload, decoder: { id: 'speculative' } } },
  { title: 'a mixture of experts', setup: { workload, model: { id: 'qwen3-30b-a3b' } } },
  { title: 'little KV memory', setup: { workload, kv: { capacityTokens: 8192 } } },
]

describe.for(documents)('the digest of $title', ({ setup }) => {
  const document: Experiment = { ...defaultExperiment(), setup }

  e2e('is the same in Node and Chromium', async ({ lab }) => {
    const page = await lab.open()
    await page.addScriptTag({ path: comlinkPath })
    const digest = await page.evaluate(digestInPage, [workerAddress(), document] as const)
    expect(digest).toBe(await digestInNode(document))
  })

  e2e('is the same in Node and Firefox', async ({ skip }) => {
    const executablePath = inject('firefoxPath')
    if (executablePath === null) return skip('Firefox is not installed')
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true })
    try {
      const page = await browser.newPage()
      await page.goto(inject('pageAddress'))
      await page.addScriptTag({ path: comlinkPath })
      expect(await page.evaluate(digestInPage, [workerAddress(), document] as const)).toBe(await digestInNode(document))
    } finally {
      await browser.close()
    }
  })
})

describe('the digests of different documents', () => {
  e2e('differ, so that equal ones above mean something', async () => {
    const digests = []
    for (const { setup } of documents) digests.push(await digestInNode({ ...defaultExperiment(), setup }))
    expect(new Set(digests).size).toBe(documents.length)
  })
})

function workerAddress(): string {
  if (!workerFile) throw new Error('dist/assets holds no entry-….js: the build has no worker')
  return `${inject('pageAddress')}assets/${workerFile}`
}

async function digestInNode(document: Experiment): Promise<string> {
  const lab = createLab({
    clock: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  })
  return new Promise((resolve, reject) => {
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'done') resolve(Object.values(event.summaries)[0].digest)
      if (event.kind === 'failed') reject(new Error(event.problem.message))
    }
    lab.run(1 as RunId, document, onEvent).catch(reject)
  })
}

/** Runs inside the page, so it uses nothing from outside but Comlink's global. */
async function digestInPage([address, document]: readonly [string, Experiment]): Promise<string> {
  const { Comlink } = window as unknown as { Comlink: typeof import('comlink') }
  const worker = new Worker(address, { type: 'module' })
  const lab = Comlink.wrap<LabWorker>(worker)
  const digest = await new Promise<string>((resolve, reject) => {
    const onEvent = Comlink.proxy((event: RunEvent): void => {
      if (event.kind === 'done') resolve(Object.values(event.summaries)[0].digest)
      if (event.kind === 'failed') reject(new Error(event.problem.message))
    })
    lab.run(1 as RunId, document, onEvent).catch(reject)
  })
  worker.terminate()
  return digest
}
