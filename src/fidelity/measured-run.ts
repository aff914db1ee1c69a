/**
 * A measured run of an engine: one row a request (CSV) and the set-up it ran with (JSON), as benchmark suites write them.
 *
 * Times are seconds from any origin. Arrival is when the engine queued a request; where that is not told, when it was planned.
 */
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import type { Seconds, Tokens } from '../kernel/units.ts'
import { readTable } from './csv.ts'
import { BadRow, numberIn } from './family.ts'

export interface MeasuredRequest {
  readonly arrival: Seconds
  readonly firstToken: Seconds
  readonly lastToken: Seconds
  readonly promptTokens: Tokens
  readonly outputTokens: Tokens
  /** Prompt tokens that earlier requests had in whole blocks: at most so many were found. */
  readonly mostHits: Tokens
}

export interface MeasuredRun {
  readonly requests: readonly MeasuredRequest[]
  readonly dropped: readonly string[]
}

/** The set-up of a run; null where the file does not tell. */
export interface RunSetup {
  /** Its name, first. */
  readonly engine: string | null
  readonly model: string | null
  readonly device: string | null
  readonly tensor: number | null
  readonly maxRunning: number | null
  readonly tokenBudget: number | null
  readonly kvTokens: Tokens | null
  readonly blockTokens: Tokens | null
  readonly utilisation: number | null
  readonly prefixCaching: boolean | null
  readonly weights: string | null
}

const NEEDED = ['first_token_s', 'last_token_s', 'input_tokens', 'output_tokens']

export function readRun(name: string, text: string): Result<MeasuredRun> {
  const table = readTable(text)
  if (table === null) return failure(unreadable(name, 'it is empty'))
  const arrival = ['queued_s', 'arrival_s'].find((column) => table.columns.includes(column))
  const missing = [
    ...(arrival === undefined ? ['queued_s or arrival_s'] : []),
    ...NEEDED.filter((column) => !table.columns.includes(column)),
  ]
  if (missing.length > 0) return failure(unreadable(name, `it lacks ${missing.join(', ')}`))
  const requests: MeasuredRequest[] = []
  const dropped: string[] = []
  for (const { line, record } of table.rows) {
    try {
      const request = {
        arrival: numberIn(record, arrival as string),
        firstToken: numberIn(record, 'first_token_s'),
        lastToken: numberIn(record, 'last_token_s'),
        promptTokens: numberIn(record, 'input_tokens', { least: 1, whole: true }),
        outputTokens: numberIn(record, 'output_tokens', { least: 1, whole: true }),
        mostHits: table.columns.includes('prefix_hit_tokens_max') ? numberIn(record, 'prefix_hit_tokens_max') : 0,
      }
      if (request.firstToken < request.arrival || request.lastToken < request.firstToken)
        throw new BadRow('its times are not in order')
      requests.push(request)
    } catch (error) {
      if (!(error instanceof BadRow)) throw error
      dropped.push(`line ${line}: ${error.message}`)
    }
  }
  if (requests.length === 0) return failure(unreadable(name, dropped[0] ?? 'it has a header and no rows'))
  requests.sort((one, other) => one.arrival - other.arrival)
  return success({ requests, dropped })
}

export function readRunSetup(name: string, text: string): Result<RunSetup> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failure(badSetup(name, 'it is no JSON'))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return failure(badSetup(name, 'it is no object'))
  const root = value as Record<string, unknown>
  const engine = objectIn(root, 'engine_kwargs')
  const kv = objectIn(root, 'kv_cache')
  const hardware = objectIn(root, 'hardware')
  const blocks = numberOf(kv, 'num_gpu_blocks')
  const blockTokens = numberOf(kv, 'block_size')
  return success({
    engine: ENGINES.find((engine) => textOf(root, `${engine}_version`) !== null) ?? textOf(root, 'engine'),
    model: textOf(root, 'model') ?? textOf(engine, 'model'),
    device: textOf(hardware, 'device_name') ?? textOf(root, 'gpu'),
    tensor: numberOf(engine, 'tensor_parallel_size'),
    maxRunning: numberOf(engine, 'max_num_seqs'),
    tokenBudget: numberOf(engine, 'max_num_batched_tokens'),
    kvTokens: numberOf(kv, 'num_kv_tokens') ?? (blocks !== null && blockTokens !== null ? blocks * blockTokens : null),
    blockTokens,
    utilisation: numberOf(kv, 'gpu_memory_utilization'),
    prefixCaching: booleanOf(kv, 'enable_prefix_caching') ?? booleanOf(engine, 'enable_prefix_caching'),
    weights: textOf(engine, 'quantization') ?? textOf(engine, 'dtype'),
  })
}

const ENGINES = ['vllm', 'sglang', 'tensorrt_llm'] as const

type Tree = Readonly<Record<string, unknown>>

const objectIn = (tree: Tree, key: string): Tree => {
  const value = tree[key]
  return typeof value === 'object' && value !== null ? (value as Tree) : {}
}
const textOf = (tree: Tree, key: string): string | null =>
  typeof tree[key] === 'string' ? (tree[key] as string) : null
const booleanOf = (tree: Tree, key: string): boolean | null =>
  typeof tree[key] === 'boolean' ? (tree[key] as boolean) : null
const numberOf = (tree: Tree, key: string): number | null => {
  const value = tree[key]
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null
}

const unreadable = (name: string, why: string): Problem => ({
  code: 'run-unreadable',
  message: `${name} is no measured run: ${why}.`,
  remedy:
    'Use a CSV with a row a request: queued_s or arrival_s, first_token_s, last_token_s (seconds), input_tokens, output_tokens.',
})

const badSetup = (name: string, why: string): Problem => ({
  code: 'setup-unreadable',
  message: `${name} says nothing of a run's set-up: ${why}.`,
  remedy: 'Use JSON with "model", "engine_kwargs", "kv_cache" and "hardware", as vLLM benchmarks write it.',
})
