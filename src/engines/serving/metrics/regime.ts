/**
 * Whether a run was overloaded, from the run itself and whether or not a finite list of requests drained in the end. Four signs of it:
 * the queue grew as long as requests came, the wait for a first token grew with the length of the run, the limits were kept at first
 * and not at the end (or by fewer than half of all while others waited), and many were turned away. Latencies of such a run tell how
 * long it was.
 *
 * Everything is told by thirds of the arrivals and by medians, so that a burst that is worked off is no overload, and nothing is told of
 * fewer than a hundred requests. Busy time is no sign: with one stream an instance is as busy as with a hundred.
 *
 * Where the clients wait for answers, or everything arrives at once, waiting is what was asked for: then a remark says what TTFT means.
 */
import type { Fraction, Seconds } from '../../../kernel/units.ts'

/** Requests of a run in order of arrival, those after the warm-up. Columns are read from row `first` on. */
export interface Served {
  readonly first: number
  readonly count: number
  readonly arrival: ArrayLike<Seconds>
  /** When its prompt was there: its arrival, or later where it streams in. */
  contextAt(request: number): Seconds
  /** NaN where it never came to it. */
  readonly firstToken: ArrayLike<Seconds>
  readonly ended: ArrayLike<Seconds>
  /** How it ended, and whether within its limits. */
  fateOf(request: number): 'good' | 'late' | 'turned away' | 'inside'
  /** The limits in words: `TTFT 1 s, 50 ms a token`. */
  readonly limits: string
  readonly instances: number
  /** New requests come only when earlier ones have ended. */
  readonly waitsForAnswers: boolean
  readonly now: Seconds
}

export interface Regime {
  /** What makes latencies hang on the length of the run; none where it was not overloaded. */
  readonly failing: readonly string[]
  /** What figures mean where waiting is what was asked for. */
  readonly remarks: readonly string[]
}

/** Fewer requests tell nothing: of an M/D/1 queue at a load of 0.7 a third of 100 differs from another by a request or two. */
const FEWEST = 100
/** The queue grew by this share of the requests, and by some. At a load of 1.3 a third of it is 0.15 of them: (1 − 1 / 1.3) × 2/3. */
const GROWTH: Fraction = 0.05
const SOME = 8
/** Seconds of TTFT more for every second of arrivals: 0.05 are those of a load of 1.05. Of few requests it must be more, as noise is. */
const slopeOf = (count: number): number => 0.05 * (1 + 100 / count)
/** Attainment below which a service is none; and how many wait at each instance when waiting is to blame. */
const FLOOR: Fraction = 0.5
const WAITING = 8
const TURNED_AWAY: Fraction = 0.2

export function regimeOf(run: Served): Regime {
  if (run.count < FEWEST) return { failing: [], remarks: [] }
  if (isOffline(run)) return { failing: [], remarks: [OFFLINE] }
  const shed = shedOf(run)
  const waiting = waitingByThirds(run)
  if (run.waitsForAnswers) {
    const mean = (waiting[0] + waiting[1] + waiting[2]) / 3
    return { failing: shed, remarks: mean >= WAITING * run.instances ? [closedLoop(mean)] : [] }
  }
  return { failing: [...queueOf(run, waiting), ...trendOf(run), ...attainmentOf(run, waiting), ...shed], remarks: [] }
}

const OFFLINE =
  'Offline: everything arrives at once, so TTFT is a place in the queue, and limits and attainment mean nothing. Throughput does.'

const closedLoop = (waiting: number): string =>
  `Clients wait for answers, and ${figure(waiting)} of them for a first token at a time: TTFT tells how many clients there are.`

/** Nine of ten arrive within a fiftieth of the time that their serving takes. */
function isOffline({ first, count, arrival, now }: Served): boolean {
  return arrival[first + Math.floor(0.9 * (count - 1))] - arrival[first] <= (now - arrival[first]) / 50
}

/** Requests without a first token, on average over each third of the time of arrivals. */
function waitingByThirds({ first, count, arrival, contextAt, firstToken, ended, now }: Served): readonly number[] {
  const begin = arrival[first]
  const third = (arrival[first + count - 1] - begin) / 3
  const waited = [0, 0, 0]
  for (let request = first; request < first + count; request++) {
    const from = contextAt(request)
    const until = known(firstToken[request], ended[request], now)
    for (let i = 0; i < 3; i++) {
      const inside = Math.min(until, begin + (i + 1) * third) - Math.max(from, begin + i * third)
      if (inside > 0) waited[i] += inside
    }
  }
  return waited.map((time) => time / third)
}

/** The first time that is one. */
const known = (...times: readonly [...Seconds[], Seconds]): Seconds => {
  for (const time of times) if (!Number.isNaN(time)) return time
  return Number.NaN
}

function queueOf({ first, count, arrival, ended }: Served, waiting: readonly number[]): readonly string[] {
  const grown = waiting[2] - waiting[0]
  if (grown < Math.max(SOME, GROWTH * count)) return []
  const last = arrival[first + count - 1]
  const span = last - arrival[first]
  let finished = 0
  for (let request = first; request < first + count; request++) if (ended[request] <= last) finished++
  return [
    `The queue grew as long as requests came: ${figure(waiting[0])} waited in the first third of arrivals, ${figure(waiting[2])} in the last. ` +
      `${figure(count / span)} requests/s came and ${figure(finished / span)} were done: fewer must come, or more instances serve them.`,
  ]
}

/** Blocks of requests in order of arrival, the median wait of each: one that came to nothing has waited until it ended. */
const BLOCKS = 30

function trendOf({ first, count, arrival, contextAt, firstToken, ended, now }: Served): readonly string[] {
  const waits = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const request = first + i
    waits[i] = known(firstToken[request], ended[request], now) - contextAt(request)
  }
  const medians: number[] = []
  const times: number[] = []
  for (let block = 0; block < BLOCKS; block++) {
    const from = Math.floor((block * count) / BLOCKS)
    const until = Math.floor(((block + 1) * count) / BLOCKS)
    medians.push(median(waits.slice(from, until)))
    times.push(arrival[first + Math.floor((from + until) / 2)])
  }
  const { slope, rising } = theilSen(times, medians)
  const early = median(waits.slice(0, Math.floor(count / 3)))
  const late = median(waits.slice(Math.floor((2 * count) / 3)))
  if (!(slope >= slopeOf(count) && rising >= 0.75 && late >= 2 * early)) return []
  return [
    `TTFT rises with the length of the run: its median is ${seconds(early)} for the first third of the requests and ${seconds(late)} for the ` +
      `last, ${figure(slope)} s more for every second of arrivals.`,
  ]
}

/** Median slope over all pairs (Theil 1950, Sen 1968), and the share of pairs that rise: outliers move neither. */
function theilSen(x: readonly number[], y: readonly number[]): { readonly slope: number; readonly rising: Fraction } {
  const slopes: number[] = []
  let rising = 0
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      if (x[j] === x[i]) continue
      slopes.push((y[j] - y[i]) / (x[j] - x[i]))
      if (y[j] > y[i]) rising++
    }
  }
  return { slope: median(Float64Array.from(slopes)), rising: rising / Math.max(1, slopes.length) }
}

function attainmentOf(run: Served, waiting: readonly number[]): readonly string[] {
  const good = [0, 0, 0]
  const judged = [0, 0, 0]
  for (let i = 0; i < run.count; i++) {
    const fate = run.fateOf(run.first + i)
    const third = Math.floor((3 * i) / run.count)
    if (fate !== 'inside') judged[third]++
    if (fate === 'good') good[third]++
  }
  const share = (third: number): Fraction => good[third] / Math.max(1, judged[third])
  const isQueue = (length: number): boolean => length >= WAITING * run.instances
  if (isQueue(waiting[2]) && share(0) >= FLOOR && share(2) < FLOOR && share(2) <= share(0) / 2)
    return [
      `SLO attainment collapses (${run.limits}): ${percent(share(0))} of the first third of the requests kept their limits, ` +
        `${percent(share(2))} of the last.`,
    ]
  const all = (good[0] + good[1] + good[2]) / Math.max(1, judged[0] + judged[1] + judged[2])
  const mean = (waiting[0] + waiting[1] + waiting[2]) / 3
  if (all >= FLOOR || !isQueue(mean)) return []
  return [
    `${percent(all)} of the requests kept their limits (${run.limits}), fewer than half, and ${figure(mean)} waited for a first token at a time.`,
  ]
}

function shedOf({ first, count, fateOf }: Served): readonly string[] {
  let away = 0
  for (let request = first; request < first + count; request++) if (fateOf(request) === 'turned away') away++
  if (away <= TURNED_AWAY * count) return []
  return [`${percent(away / count)} of the requests were turned away or gave up: latencies are those of the others.`]
}

function median(values: Float64Array): number {
  values.sort()
  const { length } = values
  return length === 0 ? Number.NaN : (values[(length - 1) >> 1] + values[length >> 1]) / 2
}

/** Three digits at most. */
const figure = (value: number): string => String(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)))
const seconds = (value: Seconds): string => (value < 1 ? `${figure(1000 * value)} ms` : `${figure(value)} s`)
const percent = (share: Fraction): string => `${figure(100 * share)} %`
