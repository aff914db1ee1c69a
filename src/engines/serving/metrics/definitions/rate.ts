/** An amount over the time since the warm-up, of the whole cluster or of an accelerator. */
import type { MetricDefinition, MetricValue, MetricWords } from '../../../../kernel/metric.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { defineMetric, type RunFacts } from '../run-facts.ts'

export const overSpan =
  'Over the time since the warm-up, the drain at the end included: a short run is diluted by its tail.'

interface Rate extends MetricWords {
  readonly amount: (run: RunFacts) => number
}

export const rate = ({ amount, ...words }: Rate): MetricDefinition<RunFacts> =>
  defineMetric({ validity: overSpan, ...words, of: (run) => rateOf(run, amount(run)) })

export const ratePerAccelerator = ({ amount, ...words }: Rate): MetricDefinition<RunFacts> =>
  defineMetric({
    validity: overSpan,
    ...words,
    of: (run) => {
      const { value } = rateOf(run, amount(run))
      return {
        value: value === null ? null : value / run.accelerators,
        substituted: `${grouped(amount(run))} / (${spanWords(run)} × ${acceleratorWords(run)})`,
      }
    },
  })

const rateOf = (run: RunFacts, amount: number): MetricValue => ({
  value: run.span > 0 ? amount / run.span : null,
  substituted: `${grouped(amount)} / ${spanWords(run)}`,
})

export const spanWords = ({ span }: RunFacts): string => `${span.toPrecision(4)} s`
export const acceleratorWords = ({ accelerators }: RunFacts): number => Number(accelerators.toPrecision(6))
