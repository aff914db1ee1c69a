/** One layer on the target's states drafts. */
import * as z from 'zod'
import { CAPACITY, MOST_ROWS } from '../../model/bench.ts'
import { defineDecoder } from './decoder.ts'
import { chainDrafter } from './drafters/chain.ts'
import { treeDrafter } from './drafters/tree.ts'
import { EagleLayer } from './steppers/eagle-layer.ts'
import { eagleStepper } from './steppers/eagle-stepper.ts'
import { treeKnobs } from './tree-knobs.ts'

export const eagle = defineDecoder({
  id: 'eagle',
  headsOf: 'target',
  title: 'EAGLE layer',
  help: 'One layer foretells the next hidden state of the target from the present one and the drawn token.',
  source: 'EAGLE, EAGLE-2 (Li et al. 2024)',
  knobs: z.strictObject(treeKnobs),
  models: () => ['eagle'],
  asksLength: ({ shape }) => shape === 'chain',
  costShare: (_knobs, parameters) => parameters('eagle') / parameters('target'),
  create({ shape, nodes, depth, width }, { bench, target, features, sampling, length }) {
    const { kernels } = bench
    const layer = new EagleLayer(kernels, bench.files.eagle, target.weights, {
      mostRows: MOST_ROWS,
      capacity: CAPACITY,
    })
    const stepper = eagleStepper(layer, bench.cacheFor(layer.model), features)
    return shape === 'chain'
      ? chainDrafter({ kernels, stepper, length, sampling, foretell: null })
      : treeDrafter({ kernels, stepper, size: { nodes, depth, width }, sampling })
  },
})
