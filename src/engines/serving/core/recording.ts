/**
 * What the engine writes down while it runs: one file that knows the names of the tracks, so that charts can rely on them.
 *
 * Cluster-wide: `requests` (span), `arrivals`, `tokens`, `acceptance` (count), `ttft`, `itl` (level), `experts` (grid), `fleet` (level),
 * `instances` (span): lane i is instance i, `down` from the moment it is killed until it is restored; only where something is killed.
 * By instance: `kv/i`, `batch/i`, `queue/i`, `iteration/i`, `shares/i` (level).
 */
import { atOnce, type Steps } from '../../../kernel/steps.ts'
import type { CountTrack, GridTrack, LevelTrack, Provenance, Recorder, SpanTrack } from '../../../kernel/tracks.ts'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import { phaseNames } from '../contracts/request.ts'

export interface Recording {
  readonly requests: SpanTrack
  /** Series: arrived, finished, preempted, turned away (rejected, cancelled, timed out). */
  readonly arrivals: CountTrack
  /** Series: prefill (positions computed), decode (tokens emitted). */
  readonly tokens: CountTrack
  /** Series: accepted, rejected, discarded, bonus, rounds (verifications). Null when the decoder drafts nothing. */
  readonly acceptance: CountTrack | null
  readonly ttft: LevelTrack
  readonly itl: LevelTrack
  readonly experts: GridTrack | null
  /** Series: whole requests, prefill, decode, changing. Instances; null where all stay as they are. */
  readonly fleet: LevelTrack | null
  /** State: down. A lane an instance; null where no event kills one. */
  readonly down: SpanTrack | null
  readonly instances: readonly InstanceRecording[]
}

export interface InstanceRecording {
  /** Series: decode, prefill, cached. Tokens of block space. */
  readonly kv: LevelTrack
  /** Series: decode, prefill. Tokens of the iterations under way: one, or as many as there are lanes or pipeline stages. */
  readonly batch: LevelTrack
  /** Series: running, waiting, swapped, and transfer where KV moves between instances. Requests on the instance. */
  readonly queue: LevelTrack
  /** Time of the iteration begun last of those under way. */
  readonly iteration: LevelTrack
  /** Series: prefill, decode. Share of the accelerators that each lane has; null where there are no lanes. */
  readonly shares: LevelTrack | null
  /** All of these but the shares: they are marked together, once an iteration. */
  readonly all: readonly LevelTrack[]
}

/** One loop around one small function, which the compiler makes one: four calls an iteration would show in a run's time. */
export function markAll(tracks: readonly LevelTrack[], now: Seconds): void {
  for (let i = 0; i < tracks.length; i++) tracks[i].mark(now)
}

/** Order of `acceptance` amounts, as decoders write them and charts stack them. */
export const acceptanceSeries = ['accepted', 'rejected', 'discarded', 'bonus'] as const

export const ArrivalSeries = { arrived: 0, finished: 1, preempted: 2, turnedAway: 3 } as const

/**
 * Rows that tracks of every iteration keep: 2.5 a pixel on a wide screen. A range of which fewer are left than there are
 * pixels is simulated again (see run/live-run.ts), so more would only cost time: halving 8,192 rows took 4 % of a run.
 */
const PER_ITERATION = 4096

export interface RecordingOptions {
  /** Tokens that each instance's KV cache holds. */
  readonly capacities: readonly Tokens[]
  readonly drafts: Provenance | null
  readonly hasFleet: boolean
  /** Whether an event of the document kills an instance. */
  readonly hasKills: boolean
  /** Whether KV moves between instances. */
  readonly hasTransfers: boolean
  /** By instance: whether prompts and answers run side by side on shares of it. */
  readonly hasLanes: readonly boolean[]
  readonly experts: { readonly layers: number; readonly count: number; readonly provenance: Provenance } | null
}

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
    const queue = level('queue', 'Running and waiting', 'requests', [
      ...['running', 'waiting', 'swapped'],
      ...(options.hasTransfers ? ['transfer'] : []),
    ])
    const iteration = level('iteration', 'Iteration time', 's', ['iteration'])
    const shares = options.hasLanes[instance]
      ? level('shares', 'Shares of the lanes', 'fraction', ['prefill', 'decode'])
      : null
    return { kv, batch, queue, iteration, shares, all: [kv, batch, queue, iteration] }
  }
  const opened: InstanceRecording[] = []
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
    acceptance: options.drafts
      ? recorder.count({
          id: 'acceptance',
          title: 'Token acceptance',
          unit: 'tokens',
          series: [...acceptanceSeries, 'rounds'],
          provenance: options.drafts,
        })
      : null,
    ttft: recorder.level({ id: 'ttft', title: 'TTFT', unit: 's', series: ['ttft'] }),
    itl: recorder.level({ id: 'itl', title: 'Largest gap now', unit: 's', series: ['itl'], budget: PER_ITERATION }),
    experts: options.experts
      ? recorder.grid({
          id: 'experts',
          title: 'Expert activations',
          unit: 'tokens',
          series: Array.from({ length: options.experts.layers }, (_, i) => `layer ${i}`),
          cells: options.experts.count,
          provenance: options.experts.provenance,
        })
      : null,
    fleet: options.hasFleet
      ? recorder.level({
          id: 'fleet',
          title: 'Fleet',
          unit: 'instances',
          series: ['whole requests', 'prefill', 'decode', 'changing'],
        })
      : null,
    down: options.hasKills
      ? recorder.span({ id: 'instances', title: 'Instances', unit: 'instances', series: ['down'] })
      : null,
  }
  for (let i = 0; i < instances; i++) {
    opened.push(perInstance(i))
    if (i % AT_ONCE === AT_ONCE - 1) yield i / instances
  }
  return recording
}
