/** Masked diffusion: no target and no draft, a stretch of masks that fills up. */
import * as z from 'zod'
import { choice, created } from '../../../../schema/choice.ts'
import { defineDecoder } from '../../contracts/decoder.ts'
import { Denoising } from '../../writing/denoising/denoising.ts'
import { commits } from './commit/index.ts'

const MODEL = 'diffusion'

export const diffusion = defineDecoder({
  id: 'diffusion',
  role: 'decoder',
  title: 'Diffusion',
  help: 'A model that sees both ways fills in masks, several a step, where it is sure first. Replaces the target.',
  source: 'LLaDA (Nie et al. 2025), Fast-dLLM (Wu et al. 2025)',
  knobs: z.strictObject({
    commit: choice(commits, {
      label: 'Filling in',
      help: 'Which places are filled in after a step.',
      default: 'threshold',
    }),
    block: z
      .int()
      .min(1)
      .max(200)
      .default(32)
      .meta({
        label: 'Block',
        unit: 'tokens',
        help: 'Blocks are filled in from left to right; one as long as the output is one stretch of masks.',
        slider: [4, 64],
      }),
    caching: z.enum(['none', 'prefix', 'dual']).default('none').meta({
      label: 'Cache',
      help: 'What is not computed again each step: nothing, what stands before the block, or both sides of it.',
    }),
    attention: z.enum(['free', 'block-causal']).default('free').meta({
      label: 'Attention',
      help: 'Free sees everything, masks behind the block too; block-causal sees nothing behind a block, and its prefix cache is exact.',
      level: 'advanced',
    }),
  }),
  replaces: MODEL,
  models: () => [],
  asksLength: () => false,
  create({ commit, ...rest }, { kernels, models, sampling, sink }) {
    const model = models.transformer(MODEL)
    const parts = { kernels, model, cache: models.cacheFor(model), sampling, sink }
    return new Denoising({ ...parts, commit: created(commits, commit, undefined), ...rest })
  },
})
