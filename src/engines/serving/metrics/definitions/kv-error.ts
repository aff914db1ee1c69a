/** What a smaller cache costs, where a run follows one of real models. */
import type { MetricDefinition } from '../../../../kernel/metric.ts'
import { defineMetric, type RunFacts } from '../run-facts.ts'

const validity = 'Of the tiny model and its texts that the run follows; how large models fare is not known from it.'

const share = defineMetric({
  id: 'kvShare',
  label: 'KV that is read',
  unit: 'fraction',
  better: 'lower',
  help: 'Share of a plain cache’s bytes that streams read.',
  formula: 'entries kept / positions × bits of a number / 16',
  validity,
  place: 'detail',
  of: ({ cluster }) => figure(cluster.roles.kvRead.error?.share),
})

const divergence = defineMetric({
  id: 'kvDivergence',
  label: 'KL of the smaller cache',
  unit: 'nat',
  better: 'lower',
  help: 'How far the model’s distributions move where it reads the smaller cache, a token on average.',
  formula: 'KL(whole ‖ smaller)',
  validity,
  of: ({ cluster }) => figure(cluster.roles.kvRead.error?.divergence),
})

const sameTop = defineMetric({
  id: 'kvSameTop',
  label: 'Same likeliest token',
  unit: 'fraction',
  better: 'higher',
  help: 'Share of positions at which the model with the smaller cache finds the same token likeliest.',
  formula: 'positions of the same likeliest token / positions',
  validity,
  place: 'detail',
  of: ({ cluster }) => figure(cluster.roles.kvRead.error?.sameTop),
})

const figure = (value: number | undefined) => (value === undefined ? null : { value })

export const kvErrors: readonly MetricDefinition<RunFacts>[] = [share, divergence, sameTop]
