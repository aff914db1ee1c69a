/**
 * Uniform gate: every set of experts is equally likely for every token, as after perfect load balancing. n tokens that pick
 * k of E experts touch E (1 − (1 − k/E)^n) of them on average: 16 tokens, 8 of 256: 102 experts.
 */
import * as z from 'zod'
import { defineGate } from '../../contracts/gate.ts'
import { layersKnob } from './layers-knob.ts'
import { createTopKGate } from './top-k-gate.ts'

export const uniformGate = defineGate({
  id: 'uniform',
  role: 'gate',
  title: 'Uniform',
  help: 'Every expert is equally popular, for all texts.',
  knobs: z.strictObject({ layers: layersKnob }),
  create: (_, context) =>
    createTopKGate(
      { domains: 1, locality: 0, weights: () => new Float64Array(context.experts).fill(1 / context.experts) },
      context,
    ),
})
