/** Computed gate: experts that the tiny mixture of the tokens engine chose along texts it wrote. */
import * as z from 'zod'
import type { GateTrace } from '../../../../kernel/artefacts.ts'
import { defineGate } from '../../contracts/gate.ts'
import type { RealSource } from '../../contracts/real-source.ts'
import { domainKnob, tokensExperimentKnob } from '../../contracts/source-knobs.ts'
import { followGates } from './follow-gates.ts'
import { layersKnob } from './layers-knob.ts'

const knobs = z.strictObject({
  from: tokensExperimentKnob('whose model is the mixture'),
  domain: domainKnob('Requests read texts of this kind; domains prefer experts of their own.'),
  layers: layersKnob,
})
const source = ({ from, domain }: z.output<typeof knobs>): RealSource => ({
  computed: { engine: 'tokens', kind: 'gates', from, preset: { target: 'moe' } },
  part: domain === 'all' ? '' : domain,
})

export const computedGate = defineGate({
  id: 'computed',
  role: 'gate',
  title: 'Computed by a real mixture',
  help: 'Experts that the tiny mixture of the tokens engine really chooses, for models with 8 experts of which 2 are active.',
  provenance: 'computed',
  knobs,
  follows: source,
  create: (chosen, context) => followGates(context.find(source(chosen)).traces as readonly GateTrace[], context),
})
