/** What figures of a tokens run are made of: its counts, and modelled time beside them. */
import type { DividedMetric } from '../../../kernel/metric.ts'
import type { TokensRun } from '../core/tokens-run.ts'
import { weightBits } from '../model/weights.ts'

export interface RunFacts extends Pick<TokensRun, 'logs' | 'totals' | 'speculation' | 'now'> {
  /** Experts in memory; null where all lie there. */
  readonly experts: TokensRun['built']['experts']
  /** Whether anything drafts. */
  readonly drafts: boolean
  /** How many tokens one of the context stands for in it. */
  readonly contextScale: number
  readonly weightBits: number
}

export const factsOf = ({ logs, totals, speculation, now, built, pace }: TokensRun): RunFacts => ({
  ...{ logs, totals, speculation, now },
  experts: built.experts,
  drafts: built.drafts,
  contextScale: pace.contextScale,
  weightBits: weightBits(built.target.weights),
})

export const defineMetric = (definition: DividedMetric<RunFacts>): DividedMetric<RunFacts> => definition

/** Null of nothing. */
export const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null)
