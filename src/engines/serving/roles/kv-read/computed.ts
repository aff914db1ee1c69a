/** Computed KV error: what a tokens experiment's KV format and retention keep, and how far that moves the model. */
import * as z from 'zod'
import type { KvErrorRow } from '../../../../kernel/artefacts.ts'
import { defineKvRead } from '../../contracts/kv-read.ts'
import type { RealSource } from '../../contracts/real-source.ts'
import { domainKnob, tokensExperimentKnob } from '../../contracts/source-knobs.ts'
import { smallerCache } from './smaller-cache.ts'

const knobs = z.strictObject({
  from: tokensExperimentKnob('with a KV format or retention'),
  domain: domainKnob('Of texts of this kind; what is looked up far back suffers more than what is sure.'),
})
const source = ({ from, domain }: z.output<typeof knobs>): RealSource => ({
  computed: { engine: 'tokens', kind: 'kv-error', from, preset: { kvFormat: { id: 'rounded' } } },
  part: domain === 'all' ? '' : domain,
})

export const computedKv = defineKvRead({
  id: 'computed',
  role: 'kvRead',
  title: 'Smaller cache, computed by a real model',
  help: 'Streams read what a tiny model’s smaller cache keeps; its error stands beside the times.',
  knobs,
  follows: source,
  create: (chosen, context) => smallerCache(context.find(source(chosen)).traces as readonly KvErrorRow[], context),
})
