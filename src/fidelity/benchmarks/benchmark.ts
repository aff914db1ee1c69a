/** What serving benchmarks measure, whatever tool wrote it, and the names that the tools have for it. */
import { failure, type Problem, type Result, success } from '../../kernel/problem.ts'
import type { Seconds, Tokens } from '../../kernel/units.ts'
import type { Head } from '../../traces/incoming/head.ts'

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

/** Results of a tool: a file in this folder and a line in its `index.ts`. */
export interface BenchmarkFormat {
  readonly id: string
  readonly title: string
  /** Whether a text, or the beginning of one, looks like a result of the tool. */
  recognises(head: Head): boolean
  /** One or several results; or what is wrong with them. */
  read(text: string): readonly Benchmark[] | string
}

/** The results of a text that was recognised as this format. */
export function readBenchmarks(format: BenchmarkFormat, text: string): Result<readonly Benchmark[]> {
  const read = format.read(text)
  return typeof read === 'string' ? failure(unreadable(read)) : success(read)
}

/** Of one result; or what is wrong with it. */
export function benchmarkOf(
  number: (...names: readonly string[]) => number | null,
  model: string | null,
): Benchmark | string {
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

/** All of them, or what is wrong with the first that is wrong. */
export function allOf(read: readonly (Benchmark | string)[]): readonly Benchmark[] | string {
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
