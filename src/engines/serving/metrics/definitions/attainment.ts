/** Share of ended requests that were good, of all; and attainment, first token and end to end class by class. */
import type { MetricDefinition } from '../../../../kernel/metric.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { quantileWords } from '../../figures/spread.ts'
import { classNames } from '../../set-up/classes.ts'
import type { ClassLatencies } from '../latencies.ts'
import { defineMetric, type RunFacts } from '../run-facts.ts'

const validity = 'Rejected, cancelled and timed-out requests count as not good; those still inside do not count.'

export const attainment = defineMetric({
  id: 'sloAttainment',
  label: 'SLO attainment',
  unit: 'fraction',
  better: 'higher',
  help: 'Share of ended requests that were good.',
  formula: 'good requests / requests that ended',
  validity,
  of: ({ latency: { good, judged } }) => ({
    value: judged > 0 ? good / judged : null,
    substituted: `${grouped(good)} / ${grouped(judged)}`,
  }),
})

/** Only of runs with requests of several classes. */
export const byClass: readonly MetricDefinition<RunFacts>[] = classNames.flatMap((name) => [
  defineMetric({
    id: `class.${name}.attainment`,
    label: `Attainment, ${name}`,
    unit: 'fraction',
    better: 'higher',
    help: 'Share of ended requests of this class that were good.',
    formula: 'good requests / requests that ended, of the class',
    validity,
    of: ofClass(name, ({ attainment: share }) => share),
  }),
  defineMetric({
    id: `class.${name}.ttft`,
    label: `TTFT p99, ${name}`,
    unit: 's',
    better: 'lower',
    help: 'Time to the first token of requests of this class; 99 of a hundred stay below.',
    formula: 't(first token) − t(arrival), p99 of the class',
    validity: quantileWords,
    of: ofClass(name, ({ ttft }) => (ttft.n > 0 ? ttft.p99 : null)),
  }),
  defineMetric({
    id: `class.${name}.e2e`,
    label: `End to end mean, ${name}`,
    unit: 's',
    better: 'lower',
    help: 'Mean time from arrival to the last token of finished requests of this class.',
    formula: 't(last token) − t(arrival), mean of the class',
    validity: 'Finished requests only.',
    of: ofClass(name, ({ e2e }) => (e2e.n > 0 ? e2e.mean : null)),
  }),
])

function ofClass(name: string, read: (one: ClassLatencies) => number | null): MetricDefinition<RunFacts>['of'] {
  return ({ latency }) => {
    const one = latency.byClass.find((each) => each.name === name)
    return one === undefined ? null : { value: read(one) }
  }
}
