/** What a cost model is made from, and what it tells. */
import type { Accelerator, Link } from '../../../catalog/accelerator.ts'
import type { Model } from '../../../catalog/model.ts'
import type { OperatorTerm } from '../../../kernel/engine.ts'
import type { Fraction, Seconds } from '../../../kernel/units.ts'
import type { Duty, Shape } from '../contracts/placement.ts'
import type { Precision } from './precision.ts'
import type { Roof } from './roof.ts'
import type { CostSettings } from './settings.ts'
import type { Work } from './work.ts'

export interface CostSetup {
  readonly model: Model
  readonly accelerator: Accelerator
  /** Between accelerators of one node. */
  readonly peerLink: Link
  /** Between nodes, for groups larger than one; InfiniBand NDR when not given. */
  readonly nodeLink?: Link
  readonly precision: Precision
  readonly placement: Shape
  /** Whole requests when not given. */
  readonly duty?: Duty
  readonly settings: CostSettings
  /** Time of a draft pass relative to a target pass of one token a sequence (`Decoder.draftCost`); 0 when not given. */
  readonly draftCost?: Fraction
}

export interface CostModel {
  /** Time of the batch through the whole instance. */
  iteration(work: Work): Seconds
  /**
   * Time that each pipeline stage is busy with it: iteration = stages × stage + hops, since stages count as balanced. Published lines
   * alone know a stage that does more, and tell its time.
   */
  stage(work: Work): Seconds
  /** The terms that `iteration` adds up, those without time left out; their sum is the iteration but for rounding (1e-12). */
  explain(work: Work): OperatorTerm[]
  /** Rates of one device that no term beats: where the roofline is drawn. FLOP and bytes of the terms are one device's, too. */
  readonly roof: Roof
}
