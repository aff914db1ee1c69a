/**
 * Iteration times as straight lines, measured on A100-80G for OPT-13B and published with DistServe's simulator:
 *
 *   prompts   a + b × Σ L + c × Σ L²              (L the tokens of a prompt)
 *   answers   a + b × Σ context + c × sequences   (with other constants from 95 sequences on)
 *
 * beside 2 ms + 0.1 µs for every position of the batch's requests (prompts, and contexts of those that decode) for the launch of an
 * iteration, on its first stage, and, with p pipeline stages, time / p + p ms a stage.
 *
 * Source: LLMServe/DistServe, `simdistserve/estimators/profile_data/*.json`, `time_estimator.py`, `base/worker.py`. `baseline` is the
 * same repository's fit of the vLLM that it compared with, an engine about 1.4 times slower at prompts.
 */
import type { Seconds } from '../kernel/units.ts'

/** Milliseconds, and milliseconds for one more of what it is a line in. */
export interface Line {
  readonly constant: number
  readonly linear: number
  readonly other: number
}

export interface LinearFit {
  /** Which server it is of. */
  readonly engine: 'published' | 'baseline'
  readonly model: string
  readonly accelerator: string
  readonly tensor: number
  readonly prefill: Line
  /** Null where none was published. */
  readonly decode: { readonly few: Line; readonly many: Line | null } | null
}

/** Sequences from which `many` holds. */
export const MANY_SEQUENCES = 95
export const LAUNCH: Seconds = 0.002
export const LAUNCH_PER_POSITION: Seconds = 1e-7
/** A stage passes its activations on. */
export const STAGE_HOP: Seconds = 0.001

const line = (constant: number, linear: number, other: number): Line => ({ constant, linear, other })
const opt13b = { model: 'opt-13b', accelerator: 'a100-80gb-sxm' } as const

export const linearFits: readonly LinearFit[] = [
  {
    ...opt13b,
    engine: 'published',
    tensor: 1,
    prefill: line(18.1, 0.1019, 7.12e-6),
    decode: { few: line(19.93, 6.27e-4, 0.0385), many: line(7.17, 5.8e-4, 0.158) },
  },
  {
    ...opt13b,
    engine: 'published',
    tensor: 2,
    prefill: line(14.74, 0.0686, 2.45e-6),
    decode: { few: line(13.29, 3.41e-4, 0.063), many: null },
  },
  { ...opt13b, engine: 'published', tensor: 4, prefill: line(12.06, 0.0381, 5.23e-7), decode: null },
  {
    ...opt13b,
    engine: 'baseline',
    tensor: 1,
    prefill: line(22.05, 0.1405, 8.08e-6),
    decode: { few: line(23.5, 5.9e-4, 0.061), many: null },
  },
]
