/** A small model drafts, the target verifies: speculative sampling as published, as a chain or as a tree. */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'
import { chainDrafter } from './drafters/chain.ts'
import { treeDrafter } from './drafters/tree.ts'
import { modelStepper } from './steppers/model-stepper.ts'
import { treeKnobs } from './tree-knobs.ts'

export const draftModel = defineDecoder({
  id: 'draft-model',
  role: 'decoder',
  title: 'Draft model',
  help: 'A model of a tenth of the size drafts several tokens; one target pass verifies them all.',
  source: 'Leviathan, Kalman and Matias 2023; Chen et al. 2023',
  knobs: z.strictObject({
    draft: z.enum(['draft', 'draft-plain']).default('draft').meta({
      label: 'Draft model',
      help: 'Distilled from the target, or trained on the same text without ever seeing the target.',
    }),
    ...treeKnobs,
  }),
  draftModel: ({ draft }) => draft,
  models: ({ draft }) => [draft],
  asksLength: ({ shape }) => shape === 'chain',
  create({ draft, shape, nodes, depth, width }, { kernels, sampling, models, length, rounds }) {
    const model = models.transformer(draft)
    const stepper = modelStepper(model, models.cacheFor(model))
    return rounds(
      shape === 'chain'
        ? chainDrafter({ kernels, stepper, length: length(), sampling })
        : treeDrafter({ kernels, stepper, size: { nodes, depth, width }, sampling }),
    )
  },
})
