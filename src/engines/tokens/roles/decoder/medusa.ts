/** Medusa heads draft from the target's own last state. */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'
import { MedusaHeads, medusaDrafter } from './drafters/medusa.ts'
import { treeKnobs } from './tree-knobs.ts'

const { nodes, width } = treeKnobs

export const medusa = defineDecoder({
  id: 'medusa',
  role: 'decoder',
  headsOf: 'target',
  title: 'Medusa heads',
  help: 'Three extra heads on the target guess tokens further on, all at once; a fixed tree of their best guesses is verified.',
  source: 'Medusa (Cai et al. 2024), with exact acceptance',
  knobs: z.strictObject({ nodes, width }),
  models: () => ['medusa'],
  asksLength: () => false,
  create({ nodes: count, width: children }, { kernels, models, target, rounds }) {
    const heads = new MedusaHeads(kernels, models.file('medusa'), target.ends, models.room.meter)
    return rounds(medusaDrafter(heads, target.lastState, { nodes: count, depth: 3, width: children }))
  },
})
