/** A tokens run as summaries, explanations and questions read it. */
import type { Draws } from '../../../kernel/draws.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { ModelShape } from '../contracts/shape.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import type { Built, ExpertsInMemory, Watch } from './built.ts'
import type { Pace } from './pace.ts'
import type { RequestLog } from './request-log.ts'
import type { RoundLog } from './round-log.ts'
import type { Speculation } from './speculation.ts'
import type { Totals } from './totals.ts'

/** What a run came to: all that its figures are made of. */
export interface Outcome {
  readonly logs: readonly RequestLog[]
  readonly rounds: RoundLog
  readonly totals: Totals
  readonly speculation: Speculation
  readonly pace: Pace
  readonly now: Seconds
  readonly models: KnownOfModels
}

/** What figures say of the models themselves. */
export interface KnownOfModels {
  /** Of the target. */
  readonly shape: ModelShape
  readonly weightBits: number
  readonly kernels: string
  /** Whether anything drafts. */
  readonly drafts: boolean
  /** Experts in memory; null where all lie there. */
  readonly experts: ExpertsInMemory | null
}

export interface TokensRun extends Outcome {
  readonly setup: TokensSetup
  readonly built: Built
  readonly draws: Draws
  /** A fresh set of models for looking again at what is past; made when somebody asks. */
  readonly twin: (watch: Watch) => Built
}
