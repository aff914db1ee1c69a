/**
 * What people paste may be long in any way: blank lines, one line, one word over and over. It is read all the same, and in a time that
 * grows as the text does: a quadratic reader takes 16 times as long for four times the text, and more than 8 is not let pass.
 */
import { describe, expect, it } from 'vitest'
import { benchServingTable } from '../../src/fidelity/benchmarks/bench-serving-table.ts'
import { readBenchmarks as readResults } from '../../src/fidelity/benchmarks/benchmark.ts'
import { readTable } from '../../src/fidelity/csv.ts'
import { readStartupLog } from '../../src/fidelity/startup-log.ts'
import { parseDecimal } from '../../src/traces/decimal.ts'

const readBenchmarks = (text: string) => readResults(benchServingTable, text)

const result = [
  '============ Serving Benchmark Result ============',
  'Successful requests:                     100',
  'Total input tokens:                      102400',
  'Total generated tokens:                  12800',
  'Mean TTFT (ms):                          48.5',
].join('\n')

const readers = {
  benchmark: (text: string) => readBenchmarks(text),
  log: (text: string) => readStartupLog(text),
  table: (text: string) => readTable(text),
  number: (text: string) => parseDecimal(text, 0, text.length),
} as const

const texts: Readonly<Record<string, (n: number) => string>> = {
  'blank lines': (n) => '\n'.repeat(n),
  'lines of spaces': (n) => '  \n'.repeat(n),
  'one line of spaces': (n) => ' '.repeat(n),
  'one line of a log’s words': (n) => 'KV Cache is allocated. '.repeat(n),
  'one line of other words': (n) => 'Load weight end. # GPU blocks: max_total_num_tokens = '.repeat(n),
  'equal signs': (n) => '='.repeat(n),
  'names without a value': (n) => 'Name: \n'.repeat(n),
  'one name': (n) => 'n'.repeat(n),
  digits: (n) => '1'.repeat(n),
  quotes: (n) => '"'.repeat(n),
}

/** Milliseconds of processor time of this process, the least of five: collecting what other tests left behind counts in the others. */
function cpuOf(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage()
    work()
    return process.cpuUsage(before).user / 1e3
  })
  return Math.min(...times)
}

describe.each(Object.entries(readers))('the reader of a %s', (_, read) => {
  it.each(Object.entries(texts))('takes time in proportion to %s', (_, textOf) => {
    const [short, long] = [textOf(25_000), `${textOf(100_000)}!`]
    read(short)
    const [few, many] = [cpuOf(() => read(short)), cpuOf(() => read(long))]
    // 10 ms: below, what is measured is the machine
    expect(many).toBeLessThan(8 * Math.max(10, few))
  })
})

describe('a long paste', () => {
  it('is read behind 200,000 blank lines', () => {
    const read = readBenchmarks(`x${'\n'.repeat(200_000)}${result}`)
    if (!read.ok) throw new Error(read.problems[0].message)
    expect(read.value).toMatchObject([{ requests: 100, inputTokens: 1024, figures: { 'ttft.mean': 0.0485 } }])
  })

  it('is read behind 40,000 beginnings of what it looks for, in one line', () => {
    const repeats = 'KV Cache is allocated. '.repeat(40_000)
    expect(readStartupLog(repeats)).toBeNull()
    expect(readStartupLog(`${repeats}dtype: bf16, #tokens: 367404, K size: 1`)?.kvTokens).toBe(367_404)
  })
})

describe('a log', () => {
  it('is read line by line: a number on another line is not that of the words', () => {
    expect(readStartupLog('KV Cache is allocated. dtype: bf16\n#tokens: 5')).toBeNull()
    expect(readStartupLog('GPU KV cache size: \n 5 tokens')).toBeNull()
  })
})

describe('a table of results', () => {
  it('has one name and one word a line: what stands on the next line is not its value', () => {
    const read = readBenchmarks(`${result}\nMedian TTFT (ms):\n47.0`)
    expect(read.ok && read.value[0].figures).toEqual({ 'ttft.mean': 0.0485 })
  })
})
