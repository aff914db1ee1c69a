/**
 * The contract of a lesson. A step is a patch of the experiment, what to look at, and words; it may ask for a prediction, which
 * is locked in (or skipped) before anything of the run can be seen, and it may set a challenge. A step that asks runs an experiment
 * that no step before it has shown, and its words name no figure of it. Answers are never written down here: they are functions
 * of what the run gave, and a test runs every step.
 *
 * The words stand in the lesson's `words.mdx`, a section a step under the step's title. They name the places of what is defined here:
 * `<Prediction />`, `<Knobs />`, `<Challenge />`. `<Equation>` and `<After>` surround words that come once the prediction is locked in,
 * or at once where there is none. `{a:ttft.p99}` is that figure of that arm of the run on the page, with its unit.
 */
import type { Summary } from '../../kernel/engine.ts'
import type { Seconds } from '../../kernel/units.ts'

export type Summaries = Readonly<Record<string, Summary>>

export interface Lesson {
  readonly id: string
  readonly title: string
  /** Who it is for and what one can do afterwards, in a sentence. */
  readonly promise: string
  readonly minutes: number
  /** Fragment of the experiment that the first step starts from. */
  readonly link: string
  readonly papers: readonly { readonly title: string; readonly where: string; readonly url: string }[]
  readonly steps: readonly Step[]
}

export interface Step {
  readonly title: string
  /** What part of the lesson it is: every lesson has all of them. */
  readonly part: 'hook' | 'predict' | 'run' | 'gap' | 'failure' | 'equation' | 'challenge' | 'reflection'
  /** Edits on top of those of the steps before, by document path. */
  readonly edits?: Readonly<Record<string, unknown>>
  /** Where the playhead stands on entering, which is what *why* explains; the beginning where absent. */
  readonly at?: Seconds
  /** Timelines that stand on the stage, in this order; all where absent. */
  readonly timelines?: readonly string[]
  /** Where the step means to show a run that the validity light calls failing: said beside the light. */
  readonly regime?: string
  /** Knobs the reader may move here, as paths below `setup`. */
  readonly knobs?: readonly string[]
  readonly prediction?: Prediction
  readonly challenge?: Challenge
}

export interface ChoicePrediction {
  readonly kind: 'choice'
  readonly question: string
  readonly options: readonly { readonly id: string; readonly words: string }[]
  /** Id of the option that the run bears out; null while figures are missing. */
  readonly answer: (summaries: Summaries) => string | null
  /** What most people say first: it must be wrong, and a test checks that it is. */
  readonly intuition: string
}

export interface NumberPrediction {
  readonly kind: 'number'
  readonly question: string
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly answer: (summaries: Summaries) => number | null
  readonly intuition: number
  /** A prediction within this factor of the answer counts as right. */
  readonly within: number
}

export type Prediction = ChoicePrediction | NumberPrediction

export interface Challenge {
  readonly goal: string
  readonly hint: string
  readonly isMet: (summaries: Summaries) => boolean
  /** Edits that meet it: for a test, and for whoever asks for the solution. */
  readonly solution: Readonly<Record<string, unknown>>
}

/** A figure of an arm; null where there is none. */
export function figureOf(summaries: Summaries, arm: string, id: string): number | null {
  return summaries[arm]?.metrics[id]?.value ?? null
}

/** One figure over another; null where either is missing. */
export function ratioOf(
  summaries: Summaries,
  [armA, idA]: readonly [string, string],
  [armB, idB]: readonly [string, string],
): number | null {
  const a = figureOf(summaries, armA, idA)
  const b = figureOf(summaries, armB, idB)
  return a === null || b === null || b === 0 ? null : a / b
}
