/** Computed steps: those that the tiny diffusion model of the tokens engine took when this run was asked for. */
import * as z from 'zod'
import type { DenoisingTrace } from '../../../../../kernel/artefacts.ts'
import type { RealSource } from '../../../contracts/real-source.ts'
import { domainKnob, tokensExperimentKnob } from '../../../contracts/source-knobs.ts'
import { followSteps } from './follow-steps.ts'
import { defineDenoising } from './process.ts'

const knobs = z.strictObject({
  from: tokensExperimentKnob('whose decoder is diffusion'),
  domain: domainKnob('Requests follow texts of this kind; sure kinds are filled in in fewer steps.'),
})
const source = ({ from, domain }: z.output<typeof knobs>): RealSource => ({
  computed: { engine: 'tokens', kind: 'denoising', from, preset: { decoder: { id: 'diffusion' } } },
  part: domain === 'all' ? '' : domain,
})

export const computedDenoising = defineDenoising({
  id: 'computed',
  title: 'Computed by a real model',
  help: 'Steps of blocks that the tiny diffusion model of the tokens engine really fills in.',
  provenance: 'computed',
  knobs,
  follows: source,
  create: (chosen, { draws, find }) => followSteps(find(source(chosen)).traces as readonly DenoisingTrace[], draws),
})
