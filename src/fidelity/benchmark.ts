/**
 * Results of serving benchmarks as people paste them: the JSON of `vllm bench serve --save-result` or of SGLang's `bench_serving`
 * (one object, a list, or an object a line), and the block of text that both print. Several results may follow each other.
 */
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import type { Seconds, Tokens } from '../kernel/units.ts'

/** What a benchmark may measure; seconds, and output tokens a second. */
export const benchmarkFigures = [
  'ttft.mean',
  'ttft.p50',
  'ttft.p99',
  'tpot.mean',
  'tpot.p50',
  'tpot.p99',
  'e2e.mean',
  'e2e.p50',
  'throughput',
] as const
export type BenchmarkFigure = (typeof benchmarkFigures)[number]

export interface Benchmark {
  readonly requests: number
  readonly duration: Seconds | null
  /** Requests a second; null where all were sent at once, or as fast as the concurrency allowed. */
  readonly rate: number | null
  /** Most requests in flight; null for no limit. */
  readonly concurrency: number | null
  /** Means of a request. */
  readonly inputTokens: Tokens
  readonly outputTokens: Tokens
  readonly model: string | null
  readonly figures: Readonly<Partial<Record<BenchmarkFigure, number>>>
}

export function readBenchmarks(text: string): Result<readonly Benchmark[]> {
  const trimmed = text.trim()
  if (trimmed === '') return failure(unreadable('nothing was pasted'))
  const found = /^[[{]/.test(trimmed) ? fromJson(trimmed) : fromText(trimmed)
  if (typeof found === 'string') return failure(unreadable(found))
  return success(found)
}

type Fields = Readonly<Record<string, unknown>>

/** Of one result; or what is wrong with it. */
function benchmarkOf(number: (...names: readonly string[]) => number | null, model: string | null): Benchmark | string {
  const requests = number('completed', 'Successful requests', 'num_prompts')
  const input = number('total_input_tokens', 'Total input tokens')
  const output = number('total_output_tokens', 'Total generated tokens')
  if (requests === null || requests < 1) return 'it tells no number of completed requests'
  if (input === null || output === null) return 'it tells no total of input and output tokens'
  const ms = (...names: readonly string[]): number | null => {
    const value = number(...names)
    return value === null || value <= 0 ? null : value / 1000
  }
  const figures: Partial<Record<BenchmarkFigure, number | null>> = {
    'ttft.mean': ms('mean_ttft_ms', 'Mean TTFT (ms)'),
    'ttft.p50': ms('median_ttft_ms', 'Median TTFT (ms)'),
    'ttft.p99': ms('p99_ttft_ms', 'P99 TTFT (ms)'),
    'tpot.mean': ms('mean_tpot_ms', 'Mean TPOT (ms)'),
    'tpot.p50': ms('median_tpot_ms', 'Median TPOT (ms)'),
    'tpot.p99': ms('p99_tpot_ms', 'P99 TPOT (ms)'),
    'e2e.mean': ms('mean_e2el_ms', 'mean_e2e_latency_ms', 'Mean E2EL (ms)', 'Mean E2E Latency (ms)'),
    'e2e.p50': ms('median_e2el_ms', 'median_e2e_latency_ms', 'Median E2EL (ms)', 'Median E2E Latency (ms)'),
    throughput: number('output_throughput', 'Output token throughput (tok/s)'),
  }
  const known = Object.entries(figures).filter(([, value]) => value !== null && value !== undefined && value > 0)
  if (known.length === 0) return 'it measures neither TTFT nor TPOT nor throughput'
  return {
    requests,
    duration: number('duration', 'Benchmark duration (s)'),
    rate: number('request_rate', 'Traffic request rate', 'Request rate configured (RPS)'),
    concurrency: number('max_concurrency', 'Maximum request concurrency', 'Max request concurrency'),
    inputTokens: input / requests,
    outputTokens: output / requests,
    model,
    figures: Object.fromEntries(known) as Benchmark['figures'],
  }
}

function fromJson(text: string): readonly Benchmark[] | string {
  const objects = parsed(text)
  if (objects === null) return 'it begins like JSON and is none'
  const read = objects.map((object) => {
    const value = (...names: readonly string[]): number | null => {
      const name = names.find((one) => typeof object[one] === 'number' && Number.isFinite(object[one]))
      return name === undefined ? null : (object[name] as number)
    }
    const model = ['model_id', 'model', 'model_name'].map((key) => object[key]).find((one) => typeof one === 'string')
    return benchmarkOf(value, (model as string | undefined) ?? null)
  })
  return whole(read)
}

/** One value, a list, or a value a line. */
function parsed(text: string): readonly Fields[] | null {
  try {
    const value: unknown = JSON.parse(text)
    return (Array.isArray(value) ? value : [value]).filter(isFields)
  } catch {
    try {
      const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
      return lines.map((line) => JSON.parse(line) as unknown).filter(isFields)
    } catch {
      return null
    }
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Blocks that begin with their heading; without one, the whole text is one. Lines are `Name:   value`. */
function fromText(text: string): readonly Benchmark[] | string {
  const blocks: string[][] = [[]]
  for (const line of text.split('\n')) {
    if (isHeading(line)) blocks.push([])
    else blocks[blocks.length - 1].push(line)
  }
  const [before, ...after] = blocks
  const shared = after.length > 0 ? valuesOf(before) : new Map<string, string>()
  const read = (after.length > 0 ? after : blocks).map((block) => {
    const lines = new Map([...shared, ...valuesOf(block)])
    return benchmarkOf((...names) => {
      const name = names.find((one) => lines.has(one))
      const value = name === undefined ? Number.NaN : Number(lines.get(name))
      return Number.isFinite(value) ? value : null
    }, lines.get('Model') ?? null)
  })
  return whole(read)
}

/** `==== Serving Benchmark Result ====`, also where a log puts something before it. */
function isHeading(line: string): boolean {
  const [before, after] = line.split('Serving Benchmark Result', 2)
  return after !== undefined && before.trimEnd().endsWith('=') && after.trimStart().startsWith('=')
}

/** Of lines that are one name and one word, whatever a terminal or a comment puts before them. */
function valuesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const name = line.slice(0, colon).replace(/^[\s#>|]+/, '')
    const rest = line.slice(colon + 1)
    const value = rest.trim()
    if (/^[A-Za-z]/.test(name) && value !== '' && !/\S/.test(rest[0]) && !/\s/.test(value)) values.set(name, value)
  }
  return values
}

function whole(read: readonly (Benchmark | string)[]): readonly Benchmark[] | string {
  if (read.length === 0) return 'no result is in it'
  const wrong = read.findIndex((one) => typeof one === 'string')
  if (wrong < 0) return read as readonly Benchmark[]
  return read.length === 1 ? (read[0] as string) : `of result ${wrong + 1}: ${read[wrong] as string}`
}

const unreadable = (why: string): Problem => ({
  code: 'benchmark-unreadable',
  message: `This is no benchmark result: ${why}.`,
  remedy:
    'Paste the JSON of vllm bench serve --save-result or of SGLang’s bench_serving, the table that either prints, or the CSV of a measured run.',
})
