/** What a tokens run writes down over time; names of tracks and series are those of the serving engine where they mean the same. */
import type { CountTrack, GridTrack, LevelTrack, Recorder, SpanTrack } from '../../../kernel/tracks.ts'
import type { ModelShape } from '../contracts/shape.ts'
import { CAPACITY } from '../model/bench.ts'

export interface Recording {
  readonly requests: SpanTrack
  /** Series: decode, prefill. */
  readonly tokens: CountTrack
  /** Series: accepted, rejected, discarded, bonus, rounds. Null where nothing is drafted. */
  readonly acceptance: CountTrack | null
  /** Series: decode, prefill: entries of the caches, mean over heads, by what they are of. */
  readonly kv: LevelTrack
  /** Series: bits: of a number in the cache, bounds included. */
  readonly bits: LevelTrack
  /** Series: entropy of the target where it wrote, surprise of what it wrote; nats. */
  readonly surprise: LevelTrack
  readonly experts: GridTrack | null
  /** Series: held, foretold, waited for. Null where all experts lie in memory. */
  readonly fetches: CountTrack | null
  /** Series: filled, masked: places of a step. Null where nothing is denoised. */
  readonly denoising: CountTrack | null
}

export const phases = ['waiting', 'prefill', 'decode', 'finished'] as const

interface RecordingOptions {
  /** Whether tokens are drafted and judged, and whether masks are filled in. */
  readonly drafts: boolean
  readonly denoises: boolean
  /** Whether experts lie in the host's memory. */
  readonly fetches: boolean
  readonly shape: ModelShape
  /** Texts that are written at a time. */
  readonly texts: number
}

export function openRecording(
  recorder: Recorder,
  { drafts, denoises, fetches, shape, texts }: RecordingOptions,
): Recording {
  const provenance = 'computed'
  return {
    requests: recorder.span({ id: 'requests', title: 'Requests', unit: 'requests', series: phases }),
    tokens: recorder.count({ id: 'tokens', title: 'Tokens processed', unit: 'tokens', series: ['decode', 'prefill'] }),
    acceptance: drafts
      ? recorder.count({
          id: 'acceptance',
          title: 'Token acceptance',
          unit: 'tokens',
          series: ['accepted', 'rejected', 'discarded', 'bonus', 'rounds'],
          provenance,
        })
      : null,
    kv: recorder.level({
      id: 'kv/0',
      title: 'KV-cache occupancy',
      unit: 'tokens',
      series: ['decode', 'prefill'],
      capacity: texts * CAPACITY,
      provenance,
    }),
    bits: recorder.level({ id: 'bits', title: 'KV bits a number', unit: 'bit', series: ['bits'], provenance }),
    surprise: recorder.level({
      id: 'surprise',
      title: 'Entropy and surprise',
      unit: 'nat',
      series: ['entropy', 'surprise'],
      provenance,
    }),
    denoising: denoises
      ? recorder.count({
          id: 'denoising',
          title: 'Denoising',
          unit: 'tokens',
          series: ['filled', 'masked'],
          provenance,
        })
      : null,
    fetches: fetches
      ? recorder.count({
          id: 'fetches',
          title: 'Experts asked for',
          unit: 'experts',
          series: ['held', 'foretold', 'waited for'],
          provenance,
        })
      : null,
    experts:
      shape.experts > 0
        ? recorder.grid({
            id: 'experts',
            title: 'Expert activations',
            unit: 'tokens',
            series: Array.from({ length: shape.layers }, (_, layer) => `layer ${layer}`),
            cells: shape.experts,
            provenance,
          })
        : null,
  }
}
