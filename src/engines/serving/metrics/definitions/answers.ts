/** How long answers got. What a benchmark of lengths says, beside what a server feels of them. */
import type { MetricDefinition } from '../../../../kernel/metric.ts'
import { distributionOf } from '../../../../kernel/quantiles.ts'
import type { Tokens } from '../../../../kernel/units.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { statisticOf } from '../../figures/spread.ts'
import { defineMetric, type RunFacts } from '../run-facts.ts'

const SOURCE = 'BenchOverflow (2026), CSR@1k, CSR@3k and CSR@5k'

/** Share of answers of at least so many tokens: CSR@k. */
const reaching = (id: string, tokens: Tokens): MetricDefinition<RunFacts> =>
  defineMetric({
    id: `answers.${id}`,
    label: `Answers of ${grouped(tokens)} tokens or more`,
    unit: 'fraction',
    better: 'none',
    help: `Share of finished answers that reached ${grouped(tokens)} tokens.`,
    formula: `finished answers with tokens ≥ ${tokens} / finished answers`,
    source: SOURCE,
    validity: 'Finished answers only; one that was cut at a limit counts with what it had.',
    place: 'detail',
    of: ({ answers }) => {
      if (answers.count === 0) return null
      const reached = answers.tokens.reduce((n, length) => (length >= tokens ? n + 1 : n), 0)
      return { value: reached / answers.count, substituted: `${grouped(reached)} / ${grouped(answers.count)}` }
    },
  })

const longest = defineMetric({
  id: 'answers.p99',
  label: 'Answer length p99',
  unit: 'tokens',
  better: 'none',
  help: 'Ninety-nine of a hundred finished answers are shorter.',
  formula: 'p99 of tokens of finished answers',
  validity: 'Finished answers only; with fewer than 100 it says no more than the longest.',
  fewest: 100,
  place: 'detail',
  of: (run) =>
    run.answers.count === 0
      ? null
      : { ...statisticOf(distributionOf(run.answers.tokens), 'p99', run), n: run.answers.count },
})

const withinPrompt = defineMetric({
  id: 'answers.withinPrompt',
  label: 'Variation within prompts',
  unit: '',
  better: 'none',
  help: 'How much of the variance of answers’ lengths is between answers to the same prompt: 0 where the prompt decides, about 1 where luck does.',
  formula: 'mean variance of ln(tokens) within prompts / variance of ln(tokens)',
  source: 'BenchOverflow (2026), variance within prompts',
  validity:
    'Only where prompts are asked several times; lengths that were cut vary less. A ratio of two estimates: luck may put it a little above 1.',
  place: 'detail',
  of: ({ answers }) => (answers.withinPrompt === null ? null : { value: answers.withinPrompt }),
})

export const answerLengths: readonly MetricDefinition<RunFacts>[] = [
  reaching('csr1k', 1000),
  reaching('csr3k', 3000),
  reaching('csr5k', 5000),
  longest,
  withinPrompt,
]
