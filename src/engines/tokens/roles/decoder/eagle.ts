/** One layer on the target's states drafts. */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'
import { chainDrafter } from './drafters/chain.ts'
import { treeDrafter } from './drafters/tree.ts'
import { EagleLayer } from './steppers/eagle-layer.ts'
import { eagleStepper } from './steppers/eagle-stepper.ts'
import { treeKnobs } from './tree-knobs.ts'

export const eagle = defineDecoder({
  id: 'eagle',
  role: 'decoder',
  headsOf: 'target',
  title: 'EAGLE layer',
  help: 'One layer foretells the next hidden state of the target from the present one and the drawn token.',
  source: 'EAGLE, EAGLE-2 (Li et al. 2024)',
  knobs: z.strictObject(treeKnobs),
  models: () => ['eagle'],
  asksLength: ({ shape }) => shape === 'chain',
  create({ shape, nodes, depth, width }, { kernels, sampling, models, target, length, rounds }) {
    const layer = new EagleLayer(kernels, models.file('eagle'), target.ends, models.room)
    const stepper = eagleStepper(layer, models.cacheFor(layer.model), target.features)
    return rounds(
      shape === 'chain'
        ? chainDrafter({ kernels, stepper, length: length(), sampling })
        : treeDrafter({ kernels, stepper, size: { nodes, depth, width }, sampling }),
    )
  },
})
