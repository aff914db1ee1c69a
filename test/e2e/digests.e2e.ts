/**
 * The same bytes in Node, Chromium, Firefox and WebKit: the golden digests, and a real trace of 8,819 requests to its end.
 *
 * Node runs the source, as the command line does; browsers run the built worker, asked directly over Comlink.
 */
import puppeteer from 'puppeteer-core'
import { inject } from 'vitest'
import { digestsOnPage, type Task } from '../../scripts/digests.browser.ts'
import { goldenDigests, presetDigests } from '../../scripts/digests.ts'
import { openWebKit } from '../../scripts/webkit.ts'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { decode } from '../../src/experiment/link.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { summaryOf } from '../../src/run/simulate.ts'
import { readTrace } from '../../src/traces/read-trace.ts'
import { azureCode, notRun } from '../laws/published-traces.ts'
import { describe, e2e, expect } from './harness.ts'
import { firefoxOptions } from './harness-flags.ts'

const goldens = [...goldenDigests(), ...presetDigests()]
const goldenTasks: readonly Task[] = goldens.map(({ link }) => ({ document: decode(link).document }))

interface AzureTask {
  readonly task: Task
  readonly digest: string
}
let azure: Promise<AzureTask> | null = null
/** A trace of Azure on two instances, its document, and its digest in Node: run there once for all browsers. */
const azureTask = (): Promise<AzureTask> => {
  azure ??= azureInNode()
  return azure
}

async function azureInNode(): Promise<AzureTask> {
  const trace = azureCode()
  const read = await readTrace(trace.name, [trace.text])
  if (!read.ok) throw new Error(read.problems[0].message)
  const { table } = read.value
  const shelf = new Shelf()
  shelf.put(table)
  const document: Experiment = {
    ...defaultExperiment(),
    setup: { workload: { id: 'trace' }, placement: { knobs: { instances: 2 } } },
    data: { trace: { title: table.title, rows: table.length, hash: table.hash } },
  }
  const { engine, arms } = completeDocument(document, shelf)
  const summary = engine && summaryOf(engine, arms[0], shelf.resolve(document).data)
  if (!summary?.ok) throw new Error('the trace does not run in Node')
  expect(summary.value.ending).toBe('drained')
  return { task: { document, trace }, digest: summary.value.digest }
}

describe(`digests of golden links, of presets and of the Azure trace${notRun}`, () => {
  e2e('are the same in Node and Chromium', async ({ lab }) => {
    const { task, digest } = await azureTask()
    const page = await lab.open()
    expect(await digestsOnPage(page, lab.address, [...goldenTasks, task])).toEqual([
      ...goldens.map((golden) => golden.digest),
      digest,
    ])
  })

  e2e('are the same in Node and Firefox', async ({ skip }) => {
    const executablePath = inject('firefoxPath')
    if (executablePath === null) return skip('Firefox is not installed')
    const { task, digest } = await azureTask()
    const browser = await puppeteer.launch(firefoxOptions(executablePath))
    try {
      const page = await browser.newPage()
      expect(await digestsOnPage(page, inject('pageAddress'), [...goldenTasks, task])).toEqual([
        ...goldens.map((golden) => golden.digest),
        digest,
      ])
    } finally {
      await browser.close()
    }
  })

  e2e('are the same in Node and WebKit', async ({ skip }) => {
    const webkit = await openWebKit()
    if (webkit === null) return skip('WebKit (WebKitWebDriver, MiniBrowser, Xvfb) is not installed')
    const { task, digest } = await azureTask()
    try {
      expect(await digestsOnPage(webkit, inject('pageAddress'), [...goldenTasks, task])).toEqual([
        ...goldens.map((golden) => golden.digest),
        digest,
      ])
    } finally {
      await webkit.close()
    }
  })

  e2e('differ from each other, so that equal ones mean something', async () => {
    const { digest } = await azureTask()
    const digests = [...goldens.map((golden) => golden.digest), digest]
    expect(new Set(digests).size).toBe(digests.length)
  })
})
