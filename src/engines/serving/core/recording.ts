/**
 * What the engine writes down while it runs: one file that knows the names of the tracks that every run has, so that charts can rely on
 * them. Mechanisms open their own beside them.
 *
 * Cluster-wide: `requests` (span), `arrivals`, `tokens` (count), `ttft`, `itl` (level).
 * By instance: `kv/i`, `batch/i`, `queue/i`, `iteration/i` (level).
 */
import { atOnce, type Steps } from '../../../kernel/steps.ts'
import type { CountTrack, LevelTrack, Recorder, SpanTrack } from '../../../kernel/tracks.ts'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import { phaseNames } from '../contracts/request.ts'
import type { Instance } from './instance.ts'

export interface Recording {
  readonly requests: SpanTrack
  /** Series: arrived, finished, preempted, turned away (rejected, cancelled, timed out). */
  readonly arrivals: CountTrack
  /** Series: prefill (positions computed), decode (tokens emitted). */
  readonly tokens: CountTrack
  readonly ttft: LevelTrack
  readonly itl: LevelTrack
  readonly instances: readonly InstanceRecording[]
  /** Those of mechanisms, by id: see `tracksOf`. */
  readonly own: ReadonlyMap<string, unknown>
}

export interface InstanceRecording {
  /** Series: decode, prefill, cached. Tokens of block space. */
  readonly kv: LevelTrack
  /** Series: decode, prefill. Tokens of the iterations under way: one, or as many as there are lanes or pipeline stages. */
  readonly batch: LevelTrack
  /** Series: running, waiting, and what mechanisms add (see `queueSeries`). Requests on the instance. */
  readonly queue: LevelTrack
  /** Time of the iteration begun last of those under way. */
  readonly iteration: LevelTrack
  /** All of these: they are marked together, once an iteration. */
  readonly all: readonly LevelTrack[]
}

/** One loop around one small function, which the compiler makes one: four calls an iteration would show in a run's time. */
export function markAll(tracks: readonly LevelTrack[], now: Seconds): void {
  for (let i = 0; i < tracks.length; i++) tracks[i].mark(now)
}

export const ArrivalSeries = { arrived: 0, finished: 1, preempted: 2, turnedAway: 3 } as const

/**
 * Rows that tracks of every iteration keep: 2.5 a pixel on a wide screen. A range of which fewer are left than there are
 * pixels is simulated again (see run/live-run.ts), so more would only cost time: halving 8,192 rows took 4 % of a run.
 */
const PER_ITERATION = 4096

export interface RecordingOptions {
  /** Tokens that each instance's KV cache holds. */
  readonly capacities: readonly Tokens[]
  /** Further series of the queues. */
  readonly queue: readonly QueueSeries[]
  readonly tracks: readonly OwnTracks[]
}

/** A kind of requests on an instance that are neither running nor waiting there. */
export interface QueueSeries {
  readonly series: string
  of(instance: Instance): number
}

/** Series of the queue tracks, in order. */
export const queueSeries = ({ queue }: Pick<RecordingOptions, 'queue'>): readonly string[] => [
  'running',
  'waiting',
  ...queue.map(({ series }) => series),
]

/** Tracks of a mechanism. */
export interface OwnTracks {
  readonly id: string
  /** `rows`: how many a track keeps that is marked in every iteration of an instance. */
  open(recorder: Recorder, rows: number): unknown
}

/** Null where the run does not have them. */
export const tracksOf = <T>(
  { own }: Recording,
  { id }: { readonly id: string; readonly type?: (of: T) => T },
): T | null => (own.get(id) as T | undefined) ?? null

export const openRecording = (recorder: Recorder, options: RecordingOptions): Recording =>
  atOnce(openingRecording(recorder, options))

/** Instances whose tracks are opened in one step: about a millisecond. */
const AT_ONCE = 16

/** The same in steps: a cluster of hundreds of instances has thousands of tracks. */
export function* openingRecording(recorder: Recorder, options: RecordingOptions): Steps<Recording> {
  const instances = options.capacities.length
  // A large cluster shares the row budget of a small one, in powers of two.
  let budget = PER_ITERATION
  while (budget > 512 && budget * instances > 65_536) budget /= 2
  const perInstance = (instance: number): InstanceRecording => {
    const suffix = instances > 1 ? `, instance ${instance}` : ''
    const level = (id: string, title: string, unit: string, series: readonly string[], capacity?: number) =>
      recorder.level({
        id: `${id}/${instance}`,
        title: title + suffix,
        unit,
        series,
        budget,
        ...(capacity === undefined ? {} : { capacity }),
      })
    const kv = level(
      'kv',
      'KV-cache occupancy',
      'tokens',
      ['decode', 'prefill', 'cached'],
      options.capacities[instance],
    )
    const batch = level('batch', 'Batch', 'tokens', ['decode', 'prefill'])
    const queue = level('queue', 'Running and waiting', 'requests', queueSeries(options))
    const iteration = level('iteration', 'Iteration time', 's', ['iteration'])
    return { kv, batch, queue, iteration, all: [kv, batch, queue, iteration] }
  }
  const opened: InstanceRecording[] = []
  const own = new Map<string, unknown>()
  // One literal, and no copy of it: each copy would have a shape of its own, and the hot loop's compiled code asks for one.
  const recording = {
    instances: opened,
    requests: recorder.span({ id: 'requests', title: 'Requests', unit: 'requests', series: phaseNames }),
    arrivals: recorder.count({
      id: 'arrivals',
      title: 'Arrivals and ends',
      unit: 'requests',
      series: ['arrived', 'finished', 'preempted', 'turned away'],
    }),
    tokens: recorder.count({
      id: 'tokens',
      title: 'Tokens processed',
      unit: 'tokens',
      series: ['decode', 'prefill'],
      budget: PER_ITERATION,
    }),
    ttft: recorder.level({ id: 'ttft', title: 'TTFT', unit: 's', series: ['ttft'] }),
    itl: recorder.level({ id: 'itl', title: 'Largest gap now', unit: 's', series: ['itl'], budget: PER_ITERATION }),
    own,
  }
  for (const { id, open } of options.tracks) own.set(id, open(recorder, budget))
  for (let i = 0; i < instances; i++) {
    opened.push(perInstance(i))
    if (i % AT_ONCE === AT_ONCE - 1) yield i / instances
  }
  return recording
}
