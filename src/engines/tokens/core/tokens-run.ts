/** A tokens run as summaries, explanations and questions read it. */
import type { Draws } from '../../../kernel/draws.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import type { Built, Watch } from './built.ts'
import type { Pace } from './pace.ts'
import type { RequestLog } from './request-log.ts'
import type { RoundLog } from './round-log.ts'
import type { Speculation } from './speculation.ts'
import type { Totals } from './totals.ts'

export interface TokensRun {
  readonly setup: TokensSetup
  readonly built: Built
  readonly logs: readonly RequestLog[]
  readonly rounds: RoundLog
  readonly totals: Totals
  readonly speculation: Speculation
  readonly pace: Pace
  readonly draws: Draws
  readonly now: Seconds
  /** A fresh set of models for looking again at what is past; made when somebody asks. */
  readonly twin: (watch: Watch) => Built
}
