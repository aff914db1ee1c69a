/**
 * End-to-end figures that others measured and published, one metric a row: which of them describe a run that can be simulated, and
 * what that run is.
 */
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { readTable } from './csv.ts'
import { deviceNamed } from './devices.ts'
import { BadRow, type CsvRecord, numberIn } from './family.ts'
import { modelNamed } from './model-named.ts'

export interface PublishedPoint {
  readonly line: number
  readonly system: string
  readonly metric: 'tpot' | 'ttft' | 'throughput'
  /** Seconds, or tokens a second of all accelerators. */
  readonly measured: number
  readonly run: PublishedRun
}

export interface PublishedRun {
  readonly accelerator: string
  readonly model: string
  readonly tensor: number
  readonly expertParallel: boolean
  readonly weights: 'bf16' | 'fp8' | 'int4'
  readonly inputTokens: number
  readonly outputTokens: number
  /** Requests in flight; as many as fit where offline. */
  readonly concurrency: number | 'most'
}

export interface PublishedFile {
  readonly points: readonly PublishedPoint[]
  /** Rows that describe no run of this kind: why, how many, the first line. */
  readonly leftOut: readonly { readonly reason: string; readonly rows: number; readonly line: number }[]
}

const COLUMNS = [
  'system',
  'model',
  'gpu',
  'parallelism',
  'dtype',
  'input_len',
  'output_len',
  'concurrency_or_rate',
  'metric',
  'value',
  'unit',
]

export function readPoints(name: string, text: string): Result<PublishedFile> {
  const table = readTable(text)
  if (table === null) return failure(unreadable(name, 'it is empty'))
  const missing = COLUMNS.filter((column) => !table.columns.includes(column))
  if (missing.length > 0) return failure(unreadable(name, `it lacks the columns ${missing.join(', ')}`))
  const points: PublishedPoint[] = []
  const reasons = new Map<string, { rows: number; line: number }>()
  for (const { line, record } of table.rows) {
    try {
      points.push(pointOf(line, record))
    } catch (error) {
      if (!(error instanceof BadRow)) throw error
      const known = reasons.get(error.message)
      if (known) known.rows++
      else reasons.set(error.message, { rows: 1, line })
    }
  }
  if (points.length === 0) {
    const [[reason, { line }]] =
      reasons.size > 0 ? [...reasons] : [['it has a header and no rows', { line: 1 }] as const]
    return failure(unreadable(name, `none of its rows can be simulated; line ${line}: ${reason}`))
  }
  return success({ points, leftOut: [...reasons].map(([reason, one]) => ({ reason, ...one })) })
}

function pointOf(line: number, record: CsvRecord): PublishedPoint {
  const { metric, measured } = metricOf(record)
  const device = deviceNamed(record.gpu)
  if (device === null) throw new BadRow(`the accelerator “${record.gpu.slice(0, 30)}” is unknown`)
  const model = modelNamed(record.model)
  if (model === null) throw new BadRow(`the model “${record.model.slice(0, 30)}” is unknown`)
  return {
    line,
    system: record.system,
    metric,
    measured,
    run: {
      accelerator: device.id,
      model: model.id,
      ...parallelismOf(record.parallelism),
      weights: weightsOf(record.dtype, record.system),
      inputTokens: numberIn(record, 'input_len', { least: 1 }),
      outputTokens: numberIn(record, 'output_len', { least: 1 }),
      concurrency: concurrencyOf(record.concurrency_or_rate),
    },
  }
}

function metricOf(record: CsvRecord): Pick<PublishedPoint, 'metric' | 'measured'> {
  const value = numberIn(record, 'value')
  if (value <= 0) throw new BadRow('its value is not above 0')
  const { metric, unit } = record
  if (metric === 'tpot' || metric === 'ttft') {
    if (unit !== 'ms' && unit !== 's') throw new BadRow(`its unit is “${unit.slice(0, 20)}”, and ms or s is wanted`)
    return { metric, measured: unit === 'ms' ? value / 1e3 : value }
  }
  if (metric === 'output_throughput_total' && unit === 'tok/s') return { metric: 'throughput', measured: value }
  if (metric === 'output_throughput_per_gpu' && unit === 'tok/s/gpu')
    return { metric: 'throughput', measured: value * numberIn(record, 'n_gpus', { least: 1 }) }
  throw new BadRow(`${metric.slice(0, 40)} is no latency or throughput of a run`)
}

function parallelismOf(text: string): Pick<PublishedRun, 'tensor' | 'expertParallel'> {
  const found = /^TP(\d+)( moeTP(\d+))?( EP(\d+))?$/.exec(text.trim())
  if (!found || (found[3] !== undefined && found[3] !== found[1]))
    throw new BadRow(`the parallelism “${text.slice(0, 30)}” is not simulated here`)
  return { tensor: Number(found[1]), expertParallel: found[5] !== undefined }
}

/**
 * What is not stated is a guess: 8 bits, but 16 for vLLM, whose rows without a dtype are 20–30 % slower than 8-bit weights would
 * be and as fast as 16-bit ones are.
 */
function weightsOf(text: string, system: string): PublishedRun['weights'] {
  const isUnstated = text === 'n/s'
  if (/^(bf16|fp16|bfloat16|float16)$/.test(text) || (isUnstated && system.startsWith('vllm'))) return 'bf16'
  if (text.startsWith('fp8') || isUnstated) return 'fp8'
  if (/fp4|int4/.test(text)) return 'int4'
  throw new BadRow(`the dtype “${text.slice(0, 20)}” is not known`)
}

function concurrencyOf(text: string): PublishedRun['concurrency'] {
  if (/^(max|offline)/.test(text)) return 'most'
  const found = /^(\d+) concurrent/.exec(text)
  if (!found) throw new BadRow(`the load “${text.slice(0, 30)}” is not simulated here`)
  return Number(found[1])
}

const unreadable = (name: string, why: string): Problem => ({
  code: 'points-unreadable',
  message: `${name} holds no published points: ${why}.`,
  remedy: `Use a CSV with the columns ${COLUMNS.join(', ')}.`,
})
