/** What figures of a tokens run are made of: its counts, and modelled time beside them. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import type { TokensRun } from '../core/tokens-run.ts'

export interface RunFacts extends Pick<TokensRun, 'totals' | 'speculation' | 'now'> {
  /** Experts in memory; null where all lie there. */
  readonly experts: TokensRun['built']['experts']
  /** Whether anything drafts. */
  readonly drafts: boolean
  /** How many tokens one of the context stands for in it. */
  readonly contextScale: number
}

export const factsOf = ({ totals, speculation, now, built, pace }: TokensRun): RunFacts => ({
  ...{ totals, speculation, now },
  experts: built.experts,
  drafts: built.drafts,
  contextScale: pace.contextScale,
})

export const defineMetric = (definition: MetricDefinition<RunFacts>): MetricDefinition<RunFacts> => definition

/** Null of nothing. */
export const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null)
