/** Figures of mechanisms, as their accounts define them: of runs for which they have a report. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import type { AnyAccount } from '../core/account.ts'
import { mechanisms } from '../mechanisms/index.ts'
import type { RunFacts } from './run-facts.ts'

const figuresOf = ({ key, metrics }: AnyAccount): readonly MetricDefinition<RunFacts>[] =>
  metrics.map((metric) => ({
    ...metric,
    of({ cluster, reports }) {
      const report = reports[key]
      // The account that made the report reads it.
      return report === null ? null : metric.of({ cluster, report: report as never })
    },
  }))

export const ofMechanisms = mechanisms.flatMap(({ account }) => (account === undefined ? [] : figuresOf(account)))
