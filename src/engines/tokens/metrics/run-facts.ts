/** What figures of a tokens run are made of: its counts, and modelled time beside them. */
import type { DividedMetric } from '../../../kernel/metric.ts'
import type { KnownOfModels, Outcome } from '../core/tokens-run.ts'

export interface RunFacts
  extends Pick<Outcome, 'logs' | 'totals' | 'speculation' | 'now'>,
    Pick<KnownOfModels, 'experts' | 'drafts' | 'weightBits'> {
  /** How many tokens one of the context stands for in it. */
  readonly contextScale: number
}

export const factsOf = ({ logs, totals, speculation, now, models, pace }: Outcome): RunFacts => ({
  ...{ logs, totals, speculation, now },
  experts: models.experts,
  drafts: models.drafts,
  contextScale: pace.contextScale,
  weightBits: models.weightBits,
})

export const defineMetric = (definition: DividedMetric<RunFacts>): DividedMetric<RunFacts> => definition

/** Null of nothing. */
export const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null)
