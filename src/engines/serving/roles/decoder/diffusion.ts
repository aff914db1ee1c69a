/**
 * Diffusion: an answer is written block by block, and a block of masks in several steps. Every step is an iteration that computes all places
 * of the block over the cached context, and fills some of them in; the block is done when none is masked.
 *
 * A block of B places that takes s steps has ⌊j × B / s⌋ of them after step j. They are counted when they are filled in, though a reader may
 * get a block as a whole. The pass that reads the prompt fills in the first place, and is the first step.
 *
 * Source: LLaDA (Nie et al. 2025), blocks from left to right; Fast-dLLM (Wu et al. 2025), whose dual cache computes the block alone. Left out:
 * refreshing what is cached after every block.
 */
import * as z from 'zod'
import { choice, chosen } from '../../../../schema/choice.ts'
import { LONGEST_BLOCK } from '../../../../traces/recordings/recording.ts'
import { defineDecoder } from '../../contracts/decoder.ts'
import { denoisings } from './denoising/index.ts'

export const diffusion = defineDecoder({
  id: 'diffusion',
  role: 'decoder',
  isDenoising: true,
  widest: LONGEST_BLOCK,
  title: 'Diffusion',
  help: 'Every iteration computes a whole block of each stream, and fills some of its places in.',
  source: 'Nie et al. 2025; Wu et al. 2025',
  knobs: z.strictObject({
    steps: choice(denoisings, {
      label: 'Steps of a block',
      help: 'How many iterations a block takes: the same for all, or as many as real texts took.',
      default: 'even',
    }),
  }),
  create: ({ steps: node }, { draws, requests, find, denoised }) => {
    const definition = chosen(denoisings, node)
    const { block, steps } = definition.create(node.knobs, { draws, find })
    return {
      drafts: null,
      draftCost: 0,
      fills: definition.provenance ?? 'assumed',
      width: () => block,
      // Narrower or wider than a block only in the iteration during which a patch put this decoder in.
      emit(request, width, left) {
        const emitted = requests.emitted[request]
        const number = Math.floor(emitted / block)
        const filled = emitted - number * block
        const all = Math.max(1, Math.min(block, steps(request, number)))
        const done = Math.ceil((filled * all) / block)
        const after = done + 1 >= all ? block : Math.floor(((done + 1) * block) / all)
        const fresh = Math.min(left, after - filled, width)
        denoised[0] += fresh
        denoised[1] += width - fresh
        denoised[2]++
        return fresh
      },
    }
  },
})
