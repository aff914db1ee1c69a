/**
 * What a paper brings before the referee: arms with roles, a claim with its evidence, and what should hold besides. Plain data: nothing
 * here is measured, and nothing here decides.
 */
import type { FigureRule } from './figure.ts'
import type { Better } from './gain.ts'

/**
 * `mechanism` is what the paper proposes; a `baseline` what it is held against; an `ablation` the mechanism without a part; a `control`
 * the mechanism with its decision made at random or by a constant, at equal budget; an `oracle` what could be had with knowledge that
 * nobody has.
 */
export type ArmRole = 'mechanism' | 'baseline' | 'ablation' | 'control' | 'oracle'

/** A knob of an arm that is tuned for the judged figure, below `setup`, over these values. */
export interface Tuned {
  readonly path: string
  readonly values: readonly unknown[]
}

export interface JudgedArm {
  readonly role: ArmRole
  readonly title: string
  /** What it changes of the experiment's setup, in the words of a link; nothing where empty. */
  readonly set: string
  /** Every combination is tried, on seeds that judge nothing; the best one runs. */
  readonly tuned?: readonly Tuned[]
  /** Knobs, by their path, that stand where the mechanism was tuned to: a control without its budget would be held to another. */
  readonly asMechanism?: readonly string[]
  /** The metric of this arm, where the claim is of one figure against another of the same run. */
  readonly metric?: string
}

/** `V`: read in the authors' own text or code. `A`: the abstract. Nothing else may be shown as a claim. */
export type Evidence = 'V' | 'A'

/** A second figure that must hold: the mechanism may be worse than the baseline by this share at most. */
export interface Guard {
  readonly metric: string
  readonly better: Better
  /** 0.05 allows the mechanism 5 % worse. */
  readonly margin: number
  /** Tuning heeds it: a candidate that is worse than the arm's best by more than the margin is out, or the fastest and worst would win. */
  readonly tunes?: true
}

export interface Claim extends FigureRule {
  /** `direction`: better, by whatever. `range`: by a gain between low and high. `up to`: by `high` in the best of the worlds. */
  readonly kind: 'direction' | 'range' | 'up to'
  readonly better: Better
  /** Gains above 1; both the same where the paper gives one number. */
  readonly low?: number
  readonly high?: number
  readonly guard?: Guard
  /** Of the words and of the set-up, which stand in the paper. */
  readonly evidence: { readonly words: Evidence; readonly setup: Evidence }
}

/** Another world that the same question is asked in: a load, an accelerator, lengths, a constant that was assumed. */
export interface Variant {
  readonly id: string
  readonly words: string
  readonly set: string
  /** What single arms change besides, by their key: knobs that only they have. */
  readonly arms?: Readonly<Record<string, string>>
  /** Another axis of load, where the claimed figure is one. */
  readonly loads?: readonly number[]
  /** No event of the document happens there: what changes under way elsewhere stays as it began. */
  readonly isStill?: true
}

/** A figure of an arm, or its gain over another; in a variant's world where one is named, and of the claim's figure where no metric is. */
export interface Quantity {
  readonly arm: string
  readonly over?: string
  readonly metric?: string
  readonly better?: Better
  readonly under?: string
  /** Of a metric of one run, where the claimed figure is a load: the load of that run, the least where absent. */
  readonly load?: number
}

/** A sentence that can be executed: the mean over the seeds lies between both bounds. */
export interface Assertion {
  readonly id: string
  readonly words: string
  readonly of: Quantity
  readonly from: number
  readonly to: number
}

/** The words of an arm in a world. */
export const wordsIn = (world: Variant | null, key: string, { set }: JudgedArm): string =>
  [set, world?.arms?.[key] ?? ''].filter((words) => words !== '').join('&')

export interface Judged {
  /** What the judged figure is, in words of the page. */
  readonly figure: string
  /** Setup, and the axis of load where the figure is one: what all arms share, as a link. */
  readonly link: string
  readonly arms: Readonly<Record<string, JudgedArm>>
  readonly claim: Claim
  readonly assertions: readonly Assertion[]
  readonly sensitivity: readonly Variant[]
  /** Definitions whose decisions are the mechanism, as `role/id`: each decision is flipped, and some assertion must fail. */
  readonly decides: readonly string[]
  /** Why nobody notices when a decision is flipped, by `role/id.decision`: a defect of the paper's experiment, which its page tells. */
  readonly survivors?: Readonly<Record<string, string>>
}
