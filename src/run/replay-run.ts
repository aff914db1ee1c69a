/**
 * Replays a measured run: the same requests at the same times through a simulated engine, and both sides' latencies, throughput and
 * KV occupancy beside each other. Occupancy is worked out of request times on both sides alike: a request holds its prompt from its
 * first token on, and a token more with each it writes.
 */
import { requests as requestsOf } from '../engines/asked.ts'
import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment, Patch } from '../experiment/document.ts'
import { quantile } from '../fidelity/errors.ts'
import {
  type MeasuredRequest,
  type MeasuredRun,
  type RunSetup,
  readRun,
  readRunSetup,
} from '../fidelity/measured-run.ts'
import { createDraws } from '../kernel/draws.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import type { Seconds, Tokens } from '../kernel/units.ts'
import { ArrivalTableBuilder, createRawRow } from '../traces/arrival-table.ts'
import type { ArrivalTable } from '../traces/arrivals.ts'
import { completeDocument } from './complete.ts'
import { LiveRun } from './live-run.ts'
import { type ReplayedServer, replaySetup, serverOf } from './replay-setup.ts'
import { Shelf } from './shelf.ts'

export interface Compared {
  readonly measured: number
  readonly simulated: number
  /** Of the measured, signed. */
  readonly error: number
}

export interface ComparedDistribution {
  readonly mean: Compared
  readonly p50: Compared
  readonly p99: Compared
}

export interface ReplayReport {
  readonly requests: number
  /** Seconds. */
  readonly ttft: ComparedDistribution
  readonly tpot: ComparedDistribution
  readonly e2e: ComparedDistribution
  /** Output tokens a second, from the first arrival to the last token. */
  readonly throughput: Compared
  /** Mean and largest share of the capacity. */
  readonly kv: { readonly mean: Compared; readonly peak: Compared }
  /** Mean distance of the two curves of occupancy (share of the capacity) and of requests that wait. */
  readonly curves: { readonly kv: number; readonly waiting: number }
}

/** Both sides of a curve or of a distribution. */
export interface TwoSides {
  readonly measured: readonly number[]
  readonly simulated: readonly number[]
}

/** What a figure draws of a replayed run: quantiles 0, .02 … 1 of the latencies, and curves over time in some hundred steps. */
export interface ReplayPicture {
  readonly latencies: Readonly<Record<'ttft' | 'tpot' | 'e2e', TwoSides>>
  readonly seconds: readonly Seconds[]
  /** Share of the capacity, and requests. */
  readonly kv: TwoSides
  readonly waiting: TwoSides
}

export interface Replay {
  readonly report: ReplayReport
  readonly picture: ReplayPicture
}

/** `setup` is the serving engine's; requests that the simulation does not finish are left out on both sides. */
export function replayRun(run: MeasuredRun, setup: Patch): Result<Replay> {
  const table = arrivalsOf(run)
  const shelf = new Shelf()
  shelf.put(table)
  const document = replayDocument(table, setup)
  const { engine, completed, arms } = completeDocument(document, shelf)
  const problems = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]
  const stops = problems.filter(({ severity }) => severity !== 'notice')
  if (engine === null || stops.length > 0) return failure(...stops)
  const live = LiveRun.start(engine, arms, shelf.resolve(document).data, shelf.supplies)
  if (!live.ok) return live
  while (live.value.advance(1000, () => 0) === 'more');
  const [[arm, summary]] = Object.entries(live.value.summaries())
  const requests = live.value.ask(arm, requestsOf)
  if (!requests) return failure(nothingReplayed)
  const { capacityTokens } = summary.report.kv as { readonly capacityTokens: Tokens }
  const both = run.requests.flatMap((measured, i) => {
    const [arrival, firstToken, lastToken] = [requests.arrival[i], requests.firstToken[i], requests.ended[i]]
    return Number.isNaN(firstToken + lastToken)
      ? []
      : [{ measured, simulated: { ...measured, arrival, firstToken, lastToken } }]
  })
  if (both.length === 0) return failure(nothingReplayed)
  const [measured, simulated] = [both.map((pair) => pair.measured), both.map((pair) => pair.simulated)]
  return success(compared(measured, simulated, capacityTokens))
}

/** The same from the two texts as files have them; `meta` may be missing. */
export function replayTexts(
  csv: string,
  meta: string | null,
  chosen: Partial<ReplayedServer> = {},
): Result<Replay & { readonly server: ReplayedServer; readonly told: RunSetup }> {
  const run = readRun('The run', csv)
  if (!run.ok) return run
  const told = readRunSetup('Its set-up', meta ?? '{}')
  if (!told.ok) return told
  const server = serverOf(told.value, chosen)
  if (!server.ok) return server
  const replay = replayRun(run.value, replaySetup(server.value, told.value))
  return replay.ok ? success({ ...replay.value, server: server.value, told: told.value }) : replay
}

/** The requests of a run as a data set that a document can name. */
export function arrivalsOf(run: MeasuredRun): ArrivalTable {
  const isSharing = run.requests.some(({ mostHits }) => mostHits > 0)
  const contents = isSharing ? contentsOf(run.requests) : []
  const builder = new ArrivalTableBuilder({ contentBlock: isSharing ? HIT_BLOCK : 0, classes: 'none' })
  const row = createRawRow()
  for (const [index, request] of run.requests.entries()) {
    row.line = index + 1
    row.time = request.arrival - run.requests[0].arrival
    row.promptTokens = request.promptTokens
    row.outputTokens = request.outputTokens
    row.ids = contents[index] ?? []
    row.idCount = row.ids.length
    builder.add(row)
  }
  const { table } = builder.end({ unitsPerSecond: 1, notes: [] })
  return { ...table, title: 'measured run' }
}

/** Hits of measured runs are told in whole blocks of so many tokens. */
const HIT_BLOCK: Tokens = 16

/**
 * Content of prompts as blocks, such that each shares with an earlier one what was told. With which is not told: with any that is long
 * enough, drawn evenly, since the latest would mostly still be cached and the first never. What of it is cached when the request
 * comes is for the simulation to find out.
 */
function contentsOf(requests: readonly MeasuredRequest[]): readonly (readonly number[])[] {
  const draws = createDraws(0).stream('replay donor')
  const contents: number[][] = []
  let fresh = 0
  for (const [index, { promptTokens, mostHits }] of requests.entries()) {
    const shared = Math.floor(mostHits / HIT_BLOCK)
    const donors = shared === 0 ? [] : contents.filter(({ length }) => length >= shared)
    const ids = donors[Math.floor(draws.at(index) * donors.length)]?.slice(0, shared) ?? []
    while (ids.length < Math.floor(promptTokens / HIT_BLOCK)) ids.push(fresh++)
    contents.push(ids)
  }
  return contents
}

export const replayDocument = ({ title, length, hash }: ArrivalTable, setup: Patch): Experiment => ({
  ...defaultExperiment('serving'),
  setup: { ...setup, workload: { id: 'trace', knobs: { data: 'run' } } },
  data: { run: { title, rows: length, hash } },
})

const nothingReplayed: Problem = {
  code: 'nothing-replayed',
  message: 'Of this run no request can be replayed: each is longer than the KV cache or the model allows.',
  remedy: 'Check the accelerator, the model and the KV capacity of the set-up.',
}

/** What was measured alone, beside itself: the figures of the measured side. */
export const comparedRun = ({ requests }: MeasuredRun): ReplayReport => compared(requests, requests, 1).report

function compared(
  measured: readonly MeasuredRequest[],
  simulated: readonly MeasuredRequest[],
  capacity: Tokens,
): Replay {
  const sidesOf = (value: (request: MeasuredRequest) => number) =>
    [measured, simulated].map((requests) =>
      requests
        .map(value)
        .filter((x) => Number.isFinite(x))
        .sort((x, y) => x - y),
    )
  const both = (value: (request: MeasuredRequest) => number) => {
    const [a, b] = sidesOf(value)
    const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
    return {
      mean: pair(mean(a), mean(b)),
      p50: pair(quantile(a, 0.5), quantile(b, 0.5)),
      p99: pair(quantile(a, 0.99), quantile(b, 0.99)),
    }
  }
  const rateOf = (requests: readonly MeasuredRequest[]) =>
    requests.reduce((sum, { outputTokens }) => sum + outputTokens, 0) / spanOf(requests)
  const step = Math.max(1, spanOf(measured) / MOST_MOMENTS)
  const [seen, made] = [measured, simulated].map((requests) => curvesOf(requests, capacity, step))
  const distance = (a: readonly number[], b: readonly number[]): number => {
    const length = Math.max(a.length, b.length)
    let sum = 0
    for (let i = 0; i < length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0))
    return sum / length
  }
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
  const report = {
    requests: measured.length,
    ttft: both(latencies.ttft),
    tpot: both(latencies.tpot),
    e2e: both(latencies.e2e),
    throughput: pair(rateOf(measured), rateOf(simulated)),
    kv: { mean: pair(mean(seen.kv), mean(made.kv)), peak: pair(largest(seen.kv), largest(made.kv)) },
    curves: { kv: distance(seen.kv, made.kv), waiting: distance(seen.waiting, made.waiting) },
  }
  const length = Math.max(seen.kv.length, made.kv.length)
  const stride = Math.ceil(length / PICTURE_STEPS)
  const thin = (curve: readonly number[]) =>
    Array.from({ length: Math.ceil(length / stride) }, (_, i) => curve[i * stride] ?? 0)
  const quantilesOf = (value: (request: MeasuredRequest) => number): TwoSides => {
    const [a, b] = sidesOf(value).map((side) => QUANTILES.map((q) => quantile(side, q)))
    return { measured: a, simulated: b }
  }
  const picture = {
    latencies: {
      ttft: quantilesOf(latencies.ttft),
      tpot: quantilesOf(latencies.tpot),
      e2e: quantilesOf(latencies.e2e),
    },
    seconds: Array.from({ length: Math.ceil(length / stride) }, (_, i) => i * stride * step),
    kv: { measured: thin(seen.kv), simulated: thin(made.kv) },
    waiting: { measured: thin(seen.waiting), simulated: thin(made.waiting) },
  }
  return { report, picture }
}

const latencies = {
  ttft: ({ arrival, firstToken }: MeasuredRequest) => firstToken - arrival,
  tpot: ({ firstToken, lastToken, outputTokens }: MeasuredRequest) =>
    outputTokens > 1 ? (lastToken - firstToken) / (outputTokens - 1) : Number.NaN,
  e2e: ({ arrival, lastToken }: MeasuredRequest) => lastToken - arrival,
}

const QUANTILES = Array.from({ length: 51 }, (_, i) => i / 50)
const PICTURE_STEPS = 120

/** Moments of a curve: one a second, fewer of runs that last longer than an hour. */
const MOST_MOMENTS = 3600

const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)

const pair = (measured: number, simulated: number): Compared => ({
  measured,
  simulated,
  error: measured === 0 ? 0 : simulated / measured - 1,
})

const extentOf = (requests: readonly MeasuredRequest[]): readonly [Seconds, Seconds] =>
  requests.reduce(
    ([begin, end], { arrival, lastToken }) => [Math.min(begin, arrival), Math.max(end, lastToken)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as readonly [Seconds, Seconds],
  )

const spanOf = (requests: readonly MeasuredRequest[]): Seconds => {
  const [begin, end] = extentOf(requests)
  return end - begin
}

/**
 * Every `step` seconds from the first arrival on: share of the capacity that is held, and requests without a first token. Both
 * sides take the step of the measured one.
 */
function curvesOf(requests: readonly MeasuredRequest[], capacity: Tokens, step: Seconds) {
  const [begin, end] = extentOf(requests)
  const kv: number[] = []
  const waiting: number[] = []
  for (let now = begin; now < end; now += step) {
    let held = 0
    let queued = 0
    for (const { arrival, firstToken, lastToken, promptTokens, outputTokens } of requests) {
      if (arrival > now || lastToken <= now) continue
      if (firstToken > now) queued++
      else held += promptTokens + (outputTokens * (now - firstToken)) / Math.max(1e-9, lastToken - firstToken)
    }
    kv.push(held / capacity)
    waiting.push(queued)
  }
  return { kv, waiting }
}
