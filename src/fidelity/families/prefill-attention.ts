/** Rows of causal prefill attention of a batch of equal prompts. */
import {
  type PrefillAttentionFit,
  type PrefillAttentionShape,
  prefillAttentionTime,
} from '../../formulas/kernels/prefill-attention-time.ts'
import { defineFamily, numberIn } from '../family.ts'
import { attentionRow } from './attention-row.ts'

export const prefillAttention = defineFamily<PrefillAttentionShape>({
  id: 'prefill-attention',
  title: 'Attention, prefill',
  columns: ['kv_dtype', 'batch', 'isl', 'step', 'n_head', 'n_kv_head', 'head_dim', 'latency_ms'],
  unit: 'ms',
  scale: 0.05,
  validity: 'times above 50 µs; heads of 128, prompts up to 16,384 tokens',
  parameters: [
    { name: 'compute', start: 0.6, least: 0.2, most: 1 },
    { name: 'memory', start: 0.5, least: 0.05, most: 1 },
    { name: 'launch', start: 9e-6, least: 0, most: 40e-6 },
    { name: 'start', start: 1e-6, least: 0, most: 20e-6 },
    { name: 'tail', start: 0.5, least: 0, most: 1 },
    { name: 'blend', start: 1.3, least: 1, most: 10 },
    { name: 'block', start: 128, least: 64, most: 128 },
  ],
  read(record) {
    const { batch, heads, ...row } = attentionRow(record)
    const queries = numberIn(record, 'isl', { least: 1, whole: true })
    return { ...row, shape: { pieces: batch, queries, cached: numberIn(record, 'step', { whole: true }), ...heads } }
  },
  // Products are in bf16 whatever the cache is kept in.
  time: (shape, { flops, bandwidth, units }, fit) =>
    prefillAttentionTime(shape, { flops: flops.bf16, bandwidth, units }, fit as unknown as PrefillAttentionFit),
})
