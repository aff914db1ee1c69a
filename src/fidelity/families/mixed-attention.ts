/** Rows of attention of a mixed batch: one piece of a prompt, and sequences that decode. */
import { type DecodeAttentionFit, decodeAttentionTime } from '../../formulas/kernels/decode-attention-time.ts'
import {
  decodeBesidePrefillTime,
  type PrefillAttentionFit,
  prefillAttentionTime,
} from '../../formulas/kernels/prefill-attention-time.ts'
import { BadRow, defineFamily, numberIn, timeIn } from '../family.ts'

interface Shape {
  readonly queries: number
  readonly cached: number
  readonly sequences: number
  readonly context: number
  readonly heads: number
  readonly kvHeads: number
  readonly headDim: number
}

export const mixedAttention = defineFamily<Shape>({
  id: 'mixed-attention',
  title: 'Attention of a mixed batch',
  columns: ['prefill_chunk', 'kv_prefill', 'n_decode', 'kv_decode', 'time_us'],
  unit: 'us',
  scale: 0.05,
  validity: 'pieces up to 2,048 tokens over 16,384 cached, up to 256 sequences',
  parameters: [
    { name: 'compute', start: 0.8, least: 0.1, most: 1 },
    { name: 'promptMemory', start: 0.7, least: 0.05, most: 1.5 },
    { name: 'start', start: 2e-6, least: 0, most: 20e-6 },
    { name: 'tail', start: 0.2, least: 0, most: 1 },
    { name: 'promptBlend', start: 2, least: 1, most: 10 },
    { name: 'block', start: 64, least: 64, most: 128 },
    { name: 'memory', start: 0.9, least: 0.2, most: 1.2 },
    { name: 'perRow', start: 0.4e-9, least: 0, most: 20e-9 },
    { name: 'tile', start: 64, least: 16, most: 256 },
    { name: 'fill', start: 1.5, least: 0.05, most: 4 },
    { name: 'walk', start: 0.8, least: 0.1, most: 6 },
    { name: 'resident', start: 1.3, least: 1, most: 6 },
    { name: 'decodeStart', start: 2e-6, least: 0, most: 20e-6 },
    { name: 'blend', start: 3, least: 1, most: 10 },
    { name: 'launch', start: 8e-6, least: 0, most: 40e-6 },
  ],
  read(record, { model, tensor }) {
    if (model === null) throw new BadRow('no model is named: give it with --model')
    const size = (column: string) => numberIn(record, column, { whole: true })
    const { heads, kvHeads, headDim } = model.attention
    const shape = {
      queries: size('prefill_chunk'),
      cached: size('kv_prefill'),
      sequences: size('n_decode'),
      context: size('kv_decode'),
      heads: heads / tensor,
      kvHeads: Math.max(1, kvHeads / tensor),
      headDim,
    }
    if (shape.queries + shape.sequences === 0) throw new BadRow('the batch is empty')
    const batch = shape.queries === 0 ? 'decode' : shape.sequences === 0 ? 'prefill' : 'mixed'
    // One kernel does a mixed batch, and does it otherwise than a pure one.
    return {
      device: null,
      kind: batch === 'decode' ? 'decode' : 'prompt',
      shape,
      measured: timeIn(record, 'time_us', 'us'),
      groups: { batch },
    }
  },
  time(shape, { flops, bandwidth, units }, fit) {
    const device = { flops: flops.bf16, bandwidth, units }
    const { sequences, context, queries, cached, ...heads } = shape
    const common = { ...heads, valueBytes: 2 }
    if (queries === 0) {
      const decode = { ...fit, start: fit.decodeStart } as unknown as DecodeAttentionFit
      return decodeAttentionTime({ sequences, context, ...common }, device, decode)
    }
    const prompt = { ...fit, memory: fit.promptMemory, blend: fit.promptBlend } as unknown as PrefillAttentionFit
    return (
      prefillAttentionTime({ pieces: 1, queries, cached, ...common }, device, prompt) +
      decodeBesidePrefillTime({ sequences, context, ...heads }, device, prompt)
    )
  },
})
