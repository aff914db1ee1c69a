/**
 * Traces as people drop them, through the lab's own door: malformed, cut off, hostile, huge. What is wrong comes back as a problem
 * or as dropped rows with reasons; what can be read is read.
 */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import type { Result } from '../../src/kernel/problem.ts'
import type { IncomingRead, RunEvent, RunId } from '../../src/worker/api.ts'
import { createLab } from '../../src/worker/lab.ts'
import { azureLookAlike } from './published-traces.ts'

const lab = () =>
  createLab({ clock: () => performance.now(), breathe: () => new Promise((next) => setImmediate(next)) })

const HEAD = 'TIMESTAMP,ContextTokens,GeneratedTokens\n'
const ROW = '2023-11-16 18:17:03.9799600,4808,10\n'

describe('a trace that cannot be read', () => {
  it.for([
    ['nothing at all', ''],
    ['blanks and line ends', ' \n\r\n\t\n'],
    ['a header without rows', HEAD],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR'],
    ['a web page', '<!doctype html><title>404</title>'],
    ['prose', 'Requests came at noon, and they were many.'],
    ['numbers without a header', '1,2,3\n4,5,6\n'],
    ['lengths of zero', `${HEAD}2023-11-16 18:17:03,0,0\n`],
    ['lengths below zero', `${HEAD}2023-11-16 18:17:03,-5,-1\n`],
    ['lengths beyond any model', `${HEAD}2023-11-16 18:17:03,99999999999,1e300\n`],
    ['dates that no calendar has', `${HEAD}2023-13-45 99:99:99,10,10\n`],
    ['JSON that is cut off', '{"timestamp": 0, "input_len'],
    ['JSON with a prototype', '{"__proto__": {"timestamp": 0}, "constructor": 1}\n'],
    ['one endless line', 'x'.repeat(3_000_000)],
    ['a deep nest', `${'['.repeat(200_000)}\n`],
  ])('is refused with words, figures or a remedy: %s', async ([, text]) => {
    const read = await lab().readIncoming('dropped.csv', text)
    if (read.ok) throw new Error(`was read: ${JSON.stringify(read.value)}`)
    const [{ code, message, remedy }] = read.problems
    expect(code).toMatch(/^(file|trace)-/)
    expect(message).toMatch(/^dropped\.csv .*\.$/s)
    expect(message.length).toBeLessThan(600)
    expect(remedy).toMatch(/\.$/)
  })
})

describe('a trace that can be read in part', () => {
  const read = async (text: string) => traceOf(await lab().readIncoming('part.csv', text))

  it('keeps the good rows and says of each kind of bad one how many and where', async () => {
    const { report } = await read(`${HEAD}${ROW}no date,1,1\n2023-11-16 18:17:05,x,1\n2023-11-16 18:17:06,1\n${ROW}`)
    expect(report).toMatchObject({ rows: 5, kept: 2 })
    expect(report.dropped.reduce((sum, { rows }) => sum + rows, 0)).toBe(3)
    expect(Math.min(...report.dropped.map(({ firstLine }) => firstLine))).toBe(3)
  })

  it('reads a file that was cut off in the middle of a row up to there', async () => {
    const whole = azureLookAlike(1000)
    const { report } = await read(whole.slice(0, -9))
    expect(report.kept).toBe(999)
    expect(report.rows).toBe(1000)
  })

  it('survives marks of spreadsheets and other systems: BOM, CR LF, CR LF LF, quotes, blanks, trailing commas', async () => {
    const odd = `\uFEFF"TIMESTAMP", "ContextTokens" ,"GeneratedTokens"\r\n"2023-11-16 18:17:03.97" , 12 ,"4"\r\n\r\n\n`
    expect((await read(odd)).report.kept).toBe(1)
  })

  it('runs what it has read to the end, however hostile the order and the lengths', async () => {
    // given rows in reverse, two at the same moment, one longer than any cache, one a day later
    const rows = ['18:20:00,10,10', '18:19:00,10,10', '18:19:00,20,5', '18:18:00,9999999,1', '18:17:00,1,9999999']
    const text = [HEAD, ...rows.map((row) => `2023-11-16 ${row}\n`), '2023-11-17 18:17:00,5,5\n'].join('')
    const worker = lab()
    const { reference } = traceOf(await worker.readIncoming('hostile.csv', text))
    const document: Experiment = {
      ...defaultExperiment(),
      setup: { workload: { id: 'trace' } },
      data: { trace: reference },
    }
    const last = await new Promise<RunEvent>((resolve) => {
      void worker.run(1 as RunId, document, (event) => {
        if (event.kind === 'done' || event.kind === 'failed') resolve(event)
      })
    })
    // then the long prompt is turned away, the endless answer is cut at the model's 131,072 positions, and all end
    if (last.kind !== 'done') throw new Error(JSON.stringify(last))
    const { requests, ending } = last.summaries.a.report as { requests: object; ending: string }
    expect(ending).toBe('drained')
    expect(requests).toMatchObject({ arrived: 6, finished: 5, rejected: 1, truncated: 1 })
  })
})

describe('a huge trace', () => {
  it('of 100 MB is read in pieces, in memory for its columns and not for its text', async () => {
    // given a file of 2.7 million rows that exists nowhere as a whole: slices are made as they are asked for
    const block = azureBlock(20_000)
    const blocks = Math.ceil(100e6 / block.length)
    // all of it is ASCII: a byte a character
    const [headBytes, blockBytes] = [HEAD, block].map((text) => new TextEncoder().encode(text))
    let peak = 0
    const file = { size: HEAD.length + blocks * block.length, slice: sliceOf }
    function sliceOf(from: number, until: number) {
      peak = Math.max(peak, bytesHeld())
      const pieces: Uint8Array<ArrayBuffer>[] = []
      let at = from
      while (at < Math.min(until, file.size)) {
        const isHead = at < HEAD.length
        const offset = isHead ? at : (at - HEAD.length) % block.length
        const piece = (isHead ? headBytes : blockBytes).subarray(offset, offset + until - at)
        pieces.push(piece)
        at += piece.length
      }
      return new Blob(pieces)
    }
    const before = bytesHeld()
    const { report } = traceOf(await lab().readIncoming('huge.csv', file as unknown as Blob))
    const megabytes = (peak - before) / 1e6
    console.info(`${(file.size / 1e6).toFixed(0)} MB, ${report.kept} rows, peak ${megabytes.toFixed(0)} MB more`)
    expect(report).toMatchObject({ kept: blocks * 20_000, dropped: [] })
    // Columns of 16 B a row while they grow by half (2.5 times, 111 MB), and what of the pieces is not collected yet.
    expect(megabytes).toBeGreaterThan(40)
    expect(megabytes).toBeLessThan(400)
  })
})

function traceOf(read: Result<IncomingRead>) {
  if (!read.ok) throw new Error(read.problems[0].message)
  if (read.value.what !== 'trace') throw new Error(`was read as ${read.value.kind.title}`)
  return read.value
}

/** Bytes of the heap and of array buffers, garbage included. */
function bytesHeld(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Rows of one size, all on one day, so that a file can be made of copies. */
function azureBlock(rows: number): string {
  const lines: string[] = []
  for (let row = 0; row < rows; row++) {
    const minute = String(Math.floor(row / 1000) % 60).padStart(2, '0')
    lines.push(
      `2023-11-16 18:${minute}:03.${String(row % 1000).padStart(3, '0')}0000,${1000 + (row % 4000)},1${row % 10}\n`,
    )
  }
  return lines.join('')
}
