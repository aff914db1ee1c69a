/**
 * Skewed gate: some experts are more popular than others, differently so per layer and per domain of text, and tokens that
 * follow one another may keep their experts.
 *
 * Assumed, not measured. What trained mixtures show: the busiest expert of a layer has 1.3 to 2.1 times the mean load in
 * spite of a balancing loss, and domains prefer different experts, more so in deep layers. With Zipf exponent 0.6 and 8
 * experts the most popular one of a domain has 2.0 times the mean weight.
 */
import * as z from 'zod'
import { defineGate } from '../../contracts/gate.ts'
import { layersKnob } from './layers-knob.ts'
import { popularity } from './popularity.ts'
import { createTopKGate } from './top-k-gate.ts'

export const skewedGate = defineGate({
  id: 'skewed',
  role: 'gate',
  title: 'Skewed',
  help: 'Some experts are more popular than others, by layer and by domain of the text.',
  knobs: z.strictObject({
    skew: z
      .number()
      .min(0)
      .max(2)
      .default(0.6)
      .meta({
        label: 'Skew',
        help: 'Zipf exponent of expert popularity; raising it lowers unique experts and raises the load of the busiest rank.',
        slider: [0, 1.5],
      }),
    domains: z.int().min(1).max(16).default(4).meta({
      label: 'Domains',
      help: 'Kinds of text with popular experts of their own; raising it raises unique experts in a mixed batch.',
    }),
    domainMix: z.number().min(0).max(1).default(0.5).meta({
      label: 'Domain share',
      help: 'How far popularity depends on the domain; raising it makes domains use different experts and evens out the total.',
    }),
    locality: z.number().min(0).max(0.95).default(0.1).meta({
      label: 'Locality',
      help: 'Probability that an output token keeps the experts of the token before it; raising it lowers unique experts from one iteration to the next.',
    }),
    layers: layersKnob,
  }),
  create: ({ skew, domains, domainMix, locality }, context) =>
    createTopKGate(
      {
        domains,
        locality,
        weights: (layer, domain) =>
          popularity(context.draws, { skew, domainMix }, { experts: context.experts, layer, domain }),
      },
      context,
    ),
})
