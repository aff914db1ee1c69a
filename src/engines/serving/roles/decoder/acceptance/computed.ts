/** Computed acceptance: along texts that the tiny models of the tokens engine wrote when this run was asked for. */
import * as z from 'zod'
import type { AcceptanceTrace } from '../../../../../kernel/artefacts.ts'
import type { RealSource } from '../../../contracts/real-source.ts'
import { domainKnob, tokensExperimentKnob } from '../../../contracts/source-knobs.ts'
import { followTraces } from './follow-traces.ts'
import { defineAcceptance } from './process.ts'

const knobs = z.strictObject({
  from: tokensExperimentKnob('with a draft model'),
  domain: domainKnob('Requests follow texts of this kind; sure kinds are accepted in long runs, open ones are not.'),
})
const source = ({ from, domain }: z.output<typeof knobs>): RealSource => ({
  computed: { engine: 'tokens', kind: 'acceptance', from },
  part: domain === 'all' ? '' : domain,
})

export const computedAcceptance = defineAcceptance({
  id: 'computed',
  title: 'Computed by real models',
  help: 'Chances of acceptance along texts that the tiny models of the tokens engine really write.',
  provenance: 'computed',
  knobs,
  follows: source,
  create: (chosen, { draws, find }) => followTraces(find(source(chosen)).traces as readonly AcceptanceTrace[], draws),
})
