/** Rows of decode attention of a batch of sequences of one length. */
import {
  type DecodeAttentionFit,
  type DecodeAttentionShape,
  decodeAttentionTime,
} from '../../formulas/kernels/decode-attention-time.ts'
import { defineFamily, numberIn } from '../family.ts'
import { attentionRow } from './attention-row.ts'

export const decodeAttention = defineFamily<DecodeAttentionShape>({
  id: 'decode-attention',
  title: 'Attention, decode',
  columns: ['kv_dtype', 'batch', 'n_head', 'n_kv_head', 'head_dim', 'latency_ms', 'kv_len'],
  unit: 'ms',
  scale: 0.05,
  validity: 'times above 12 µs, the launch of the harness; heads of 128',
  parameters: [
    { name: 'memory', start: 0.9, least: 0.2, most: 1 },
    { name: 'launch', start: 10e-6, least: 0, most: 40e-6 },
    { name: 'perRow', start: 0.4e-9, least: 0, most: 20e-9 },
    { name: 'tile', start: 64, least: 16, most: 256 },
    { name: 'fill', start: 1.5, least: 0.05, most: 4 },
    { name: 'walk', start: 0.8, least: 0.1, most: 6 },
    { name: 'resident', start: 1.3, least: 1, most: 6 },
    { name: 'start', start: 2.5e-6, least: 0, most: 20e-6 },
    { name: 'blend', start: 3, least: 1, most: 10 },
  ],
  read(record) {
    const { batch, heads, ...row } = attentionRow(record)
    const context = numberIn(record, 'kv_len', { least: 1, whole: true })
    return { ...row, shape: { sequences: batch, context, ...heads } }
  },
  time: (shape, { flops, bandwidth, units }, fit) =>
    decodeAttentionTime(shape, { flops: flops.bf16, bandwidth, units }, fit as unknown as DecodeAttentionFit),
})
