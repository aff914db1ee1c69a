/** The KV caches: how full they got, what they lost and what they found again. */
import { grouped } from '../../cost/capacity-words.ts'
import { defineMetric } from '../run-facts.ts'

export const kvPeak = defineMetric({
  id: 'kv.peak',
  label: 'KV peak',
  unit: 'fraction',
  better: 'none',
  help: 'Most tokens ever in used blocks, of the capacity of the fullest instance.',
  formula: 'most tokens of blocks in use / capacity',
  validity:
    'Blocks count whole, and content kept without an owner does not count. Seen at the beginning of iterations.',
  place: 'first',
  of: ({ kv: { peak, capacityTokens } }) => ({
    value: peak,
    substituted: `${grouped(peak * capacityTokens)} / ${grouped(capacityTokens)} tokens`,
  }),
})

export const preemptions = defineMetric({
  id: 'kv.preemptions',
  label: 'Preemptions',
  unit: '',
  better: 'lower',
  help: 'Times a running request lost its blocks.',
  formula: 'times that a running request gave its blocks up',
  validity: 'A request that loses its blocks twice counts twice; swaps count too.',
  place: 'first',
  of: ({ kv }) => ({ value: kv.preemptions }),
})

export const prefixHits = defineMetric({
  id: 'kv.prefixHitRate',
  label: 'Prefix hits',
  unit: 'fraction',
  better: 'higher',
  help: 'Prompt tokens found in the prefix cache, of all admitted.',
  formula: 'prompt tokens found / prompt tokens of admitted requests',
  validity: 'First admissions only. Whole blocks are found, and never the last token of a prompt.',
  of: ({ kv }) => ({
    value: kv.prefixHitRate,
    substituted: `${grouped(kv.prefixHitTokens)} / ${grouped(kv.prefixAskedTokens)}`,
    ...(kv.prefixWhyNone !== undefined && { why: kv.prefixWhyNone }),
  }),
})
