/**
 * A judgement as it is kept (public/papers/<id>.json) and shown before anybody has measured: every figure to the last digit, so that
 * whoever measures again can tell whether it is still so.
 */
import { createDigest } from '../../kernel/digest.ts'
import type { Bound, Figure } from './figure.ts'
import type { ArmRole, Judged } from './judged.ts'
import type { Judgement, Outcome } from './referee.ts'
import type { BoundedGain } from './verdict.ts'

export interface StoredGain {
  readonly gain: number | null
  readonly spread: readonly [low: number, high: number] | null
  /** The side on which the true gain may lie, where figures are at the end of an axis. */
  readonly bound: Bound | 'open' | null
}

export interface StoredArm extends StoredGain {
  readonly key: string
  readonly role: ArmRole
  readonly title: string
  readonly tuned?: Readonly<Record<string, unknown>>
  /** Mean over the seeds; null where a run has no such figure. */
  readonly figure: number | null
  /** Seed by seed. */
  readonly figures: readonly Figure[]
}

export interface StoredAssertion {
  readonly id: string
  readonly words: string
  readonly from: number
  readonly to: number
  readonly value: number | null
  readonly holds: boolean
}

export interface StoredWorld extends StoredGain {
  readonly id: string
  readonly words: string
  readonly state: Outcome
  readonly over: string | null
}

/** A decision that was flipped, and whom it struck. */
export interface StoredFlip {
  /** `role/id.decision`. */
  readonly decision: string
  readonly how: string
  /** Assertions that failed for it, or why the runs came to nothing; nobody noticed where empty. */
  readonly failed: readonly string[]
}

/** What `reproduce --json` prints of a paper. */
export interface StoredJudgement extends StoredGain {
  readonly state: Outcome
  /** Key of the baseline that is gained least on. */
  readonly over: string | null
  readonly seeds: readonly number[]
  /** How much better the guarded figure is than the baseline's; null without a guard. */
  readonly guard: number | null
  readonly arms: readonly StoredArm[]
  readonly assertions: readonly StoredAssertion[]
  readonly sensitivity: readonly StoredWorld[]
}

export interface StoredResult extends StoredJudgement {
  readonly id: string
  readonly flips: readonly StoredFlip[]
  readonly engine: { readonly id: string; readonly version: string }
  /** Of what the paper brings before the referee: another one was judged otherwise. */
  readonly of: string
  readonly command: string
  readonly date: string
}

/** Something of an engine by its id, with the title that people know it by. */
export interface Named {
  readonly id: string
  readonly title: string
}

/** What the list and the map show of a paper beside its verdict: of what it brings before the referee, and of its engine. */
export interface PaperFacts {
  /** Definitions that are its mechanism, `role/id`. */
  readonly decides: readonly Named[]
  /** The accelerator of the judged world; null where an engine has none. */
  readonly hardware: Named | null
  /** By key of a baseline: the definition that runs in place of the mechanism; null where it is the same one with other knobs. */
  readonly inPlace: Readonly<Record<string, Named | null>>
}

/** A baseline that a paper is held against. */
export interface StoredAgainst extends StoredGain {
  readonly title: string
  readonly inPlace: Named | null
}

/** A line of public/papers/index.json: what the list of papers shows. */
export interface StoredLine extends StoredGain, Pick<PaperFacts, 'decides' | 'hardware'> {
  readonly id: string
  readonly state: Outcome
  readonly over: string | null
  /** Title of the baseline that is gained least on. */
  readonly overTitle: string | null
  readonly against: readonly StoredAgainst[]
}

export function storedOf({
  state,
  over,
  gain,
  seeds,
  guard,
  arms,
  assertions,
  sensitivity,
}: Judgement): StoredJudgement {
  return {
    ...{ state, over, ...gainOf(gain), seeds, guard },
    arms: arms.map(({ key, role, title, tuned, figures, gain: own }) => ({
      ...{ key, role, title },
      ...(Object.keys(tuned).length > 0 && { tuned }),
      ...{ figure: meanOf(figures), figures, ...gainOf(own) },
    })),
    assertions: assertions.map(({ id, words, from, to, value, holds }) => ({ id, words, from, to, value, holds })),
    sensitivity: sensitivity.map(({ id, words, state: there, over: against, gain: own }) => ({
      ...{ id, words, state: there, over: against },
      ...gainOf(own),
    })),
  }
}

export const lineOf = (
  { id, state, over, gain, spread, bound, arms }: StoredResult,
  { decides, hardware, inPlace }: PaperFacts,
): StoredLine => ({
  ...{ id, state, over, gain, spread, bound },
  overTitle: arms.find(({ key }) => key === over)?.title ?? null,
  ...{ decides, hardware },
  against: arms
    .filter(({ role }) => role === 'baseline')
    .map(({ key, title, ...of }) => ({
      ...{ title, gain: of.gain, spread: of.spread, bound: of.bound },
      inPlace: inPlace[key] ?? null,
    })),
})

/** Of the declaration, so that a stored result can tell whether it is of this one: what is said of survivors follows the result. */
export function digestOf({ survivors: _, ...brought }: Judged): string {
  const digest = createDigest()
  digest.text(JSON.stringify(brought))
  return digest.hex()
}

const gainOf = (gain: BoundedGain | null): StoredGain =>
  gain === null
    ? { gain: null, spread: null, bound: null }
    : { gain: gain.gain, spread: gain.spread, bound: gain.bound }

const meanOf = (figures: readonly Figure[]): number | null =>
  figures.length === 0 ? null : figures.reduce((sum, { value }) => sum + value, 0) / figures.length
