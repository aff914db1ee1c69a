/** A trace dropped on the page becomes the workload: recognised, reported, run to its end, and named in the address. */
import { decode } from '../../src/experiment/link.ts'
import type { Summary } from '../../src/kernel/engine.ts'
import type { RunEvent, RunId } from '../../src/worker/api.ts'
import { createLab } from '../../src/worker/lab.ts'
import { cli } from '../cli/spawn.ts'
import { azureCode, azureLookAlike, hasPublished } from '../laws/published-traces.ts'
import { fixtures } from '../traces/fixtures.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import { finishedSummaries, holdOver, sharedLink, type TextFile } from './reader.ts'

/** 300 requests, and two rows that are none: a prompt that is no number, and a time that is no time. */
const lookAlike: TextFile = {
  name: 'my-trace.csv',
  text: `${azureLookAlike(300)}\r\n2023-11-16 00:03:00.0000000,many,5\r\nyesterday,100,5\r\n`,
}

describe('a trace dropped on the page', () => {
  e2e('is recognised by its content, and the page says which rows it kept and why not the others', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    // when it is held over the window, then an overlay says what happens to it
    const held = await holdOver(page, lookAlike)
    const overlay = page.getByText('Drop a trace, an experiment, a model')
    await overlay.waitFor()
    // when it is dropped, then the overlay goes and a report comes: 302 rows, 2 of them dropped
    await held.release()
    await overlay.waitFor({ state: 'detached' })
    const report = page.getByRole('status').filter({ hasText: 'read as' })
    await report.waitFor()
    const words = await report.textContent()
    expect(words).toContain('300 requests')
    expect(words).toContain('2 of 302 rows dropped')
    expect(words).toMatch(/first in line 30[23]/)
  })

  e2e('takes the limits of the untouched sample away, says so, and puts them back when asked', async ({ lab }) => {
    // given the shipped experiment, whose cache of 40,000 tokens is made for its story
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await (await holdOver(page, lookAlike)).release()
    const note = page.getByRole('status').filter({ hasText: 'read as' })
    await note.waitFor()
    expect(await note.textContent()).toMatch(/Taken away.*KV capacity 40,000 tok \(now from memory\).*1 event/)
    const capacity = async () =>
      (decode(await sharedLink(page)).document.setup.kv as { capacityTokens?: number })?.capacityTokens
    expect(await capacity()).toBeUndefined()
    // when it is put back, then the note says no longer that it went
    await note.getByRole('button', { name: 'Put it back' }).click()
    expect(await capacity()).toBe(40_000)
    expect(await note.textContent()).not.toContain('Taken away')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await capacity()).toBeUndefined()
  })

  e2e('keeps the limits of an experiment that was edited, and offers the default beside them', async ({ lab }) => {
    // given a cache of 9,000 tokens, and a reader at work on the experiment
    const page = await lab.open({ path: '#/lab?v=1&kv.capacityTokens=9000', reducedMotion: 'reduce' })
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await (await holdOver(page, lookAlike)).release()
    const note = page.getByRole('status').filter({ hasText: 'read as' })
    await note.getByText('Still set by hand: KV capacity 9,000 tok.').waitFor()
    await note.getByRole('button', { name: 'Set back: KV capacity from memory' }).click()
    await expect.poll(() => note.textContent()).not.toContain('Still set by hand')
    expect(decode(await sharedLink(page)).document.setup.kv).toBeUndefined()
  })

  e2e('runs to its end with the digest of the same document in Node', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await (await holdOver(page, lookAlike)).release()
    await page.getByText('300 requests').waitFor()
    // then every request of the trace is served, and counted in the summary
    const [summary] = Object.values(await finishedSummaries(page))
    expect(summary.ending).toBe('drained')
    expect(summary.report.requests).toMatchObject({ arrived: 300, finished: 300, rejected: 0 })
    await page.getByText('Every request was served to its end.').waitFor()
    // and the address names the trace by title, rows and content
    const { document, problems } = decode(await sharedLink(page))
    expect(problems).toEqual([])
    expect(Object.values(document.data ?? {})).toEqual([
      { title: expect.stringContaining('my-trace'), rows: 300, hash: expect.stringMatching(/^[0-9a-f]{8,}$/) },
    ])
    await expect.poll(() => decode(page.url()).document).toEqual(document)
    // and Node computes the same times from the same file and address, to the last bit
    expect(summary.digest).toBe((await summaryInNode(document, lookAlike)).digest)
  })

  e2e(
    `of 8,819 rows runs to its end with the digest of the command line${hasPublished ? '' : ' (not run: no data)'}`,
    async ({ lab, skip }) => {
      if (!hasPublished) return skip('no data')
      const trace = azureCode()
      const page = await lab.open({ reducedMotion: 'reduce' })
      await (await holdOver(page, trace)).release()
      await page.getByText('8,819 requests').waitFor()
      const [summary] = Object.values(await finishedSummaries(page))
      expect(summary.report.requests).toMatchObject({ arrived: 8819, finished: 8819 })
      const ended = await cli(['run', await sharedLink(page), '--trace', '-', '--json'], { stdin: trace.text })
      expect(ended.code, ended.stderr).toBe(0)
      expect(summary.digest).toBe((JSON.parse(ended.stdout) as { digest: string }).digest)
    },
  )
})

describe('any other file dropped or pasted on any page', () => {
  const fixture = (kind: string): TextFile => {
    const { name, text } = fixtures.find((one) => one.kind === kind) ?? { name: '', text: '' }
    return { name, text }
  }

  e2e(
    'goes to what shows it: a benchmark result to the calibration, a trace from there to the Lab',
    async ({ lab }) => {
      const page = await lab.open({ reducedMotion: 'reduce' })
      await runFinished(page)
      const table = fixture('bench-serving-table')
      await (await holdOver(page, table)).release()
      // then the page Accuracy is open, says what came, and has the text in its field
      const paste = page.getByLabel('Benchmark result, measured run or start-up log')
      await paste.waitFor()
      expect(await paste.inputValue()).toBe(table.text)
      await page.getByRole('status').filter({ hasText: 'read as Table that vllm bench serve' }).waitFor()
      // and leads to it, far down the page
      await page.getByRole('button', { name: 'Show it' }).press('Enter')
      await expect.poll(() => paste.evaluate((field) => field.getBoundingClientRect().top < innerHeight)).toBe(true)
      // when a file of measured kernels comes, it is held against the model there
      await (await holdOver(page, fixture('kernels-gemm'))).release()
      await page
        .getByText(/kernels-gemm\.csv, GEMM: 2 rows/)
        .first()
        .waitFor()
      expect(await axeFindings(page)).toEqual([])
      // and when a trace comes, the Lab opens and replays it
      await (await holdOver(page, lookAlike)).release()
      await page.getByRole('status').filter({ hasText: '300 requests' }).waitFor()
      await page.getByRole('heading', { name: 'Summary' }).waitFor()
      await expect.poll(() => decode(page.url()).document.setup.workload).toMatchObject({ id: 'trace' })
    },
  )

  e2e('may be several things: the other reading is offered where it is told', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const run = {
      name: 'run.csv',
      text: 'arrival_s,first_token_s,last_token_s,input_tokens,output_tokens\n0.5,0.7,2.5,400,60\n1,1.2,2.9,300,60\n',
    }
    await (await holdOver(page, run)).release()
    await page.getByRole('status').filter({ hasText: '2 requests' }).waitFor()
    await page.getByRole('button', { name: 'Read it as: Measured run of an engine (CSV)' }).press('Enter')
    // then it is to be replayed, and asks what it ran on
    await page.getByRole('alert').filter({ hasText: 'No accelerator is named' }).waitFor()
  })

  e2e('may be pasted outside a field: a link opens, and what is nothing is refused in words', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const paste = (text: string) =>
      page.evaluate((pasted) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', pasted)
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }, text)
    await paste('Dear diary')
    await page.getByRole('status').filter({ hasText: 'its first line is “Dear diary”' }).waitFor()
    await paste('https://example.org/#/lab?v=2&workload.rate=7&workload.requests=20')
    await page.getByText('Opened an untitled experiment').waitFor()
    await expect
      .poll(() => decode(page.url()).document.setup)
      .toEqual({
        workload: { knobs: { rate: 7, requests: 20 } },
      })
  })
})

async function summaryInNode(document: Parameters<ReturnType<typeof createLab>['run']>[1], trace: TextFile) {
  const lab = createLab({
    clock: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  })
  const read = await lab.readIncoming(trace.name, trace.text)
  expect(read.ok).toBe(true)
  return new Promise<Summary>((resolve, reject) => {
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'done') resolve(Object.values(event.summaries)[0])
      if (event.kind === 'failed') reject(new Error(event.problem.message))
    }
    lab.run(1 as RunId, document, onEvent).catch(reject)
  })
}
