/** Rows of attention of a mixed batch: one piece of a prompt, and sequences that decode. */
import { type DecodeAttentionFit, decodeAttentionTime } from '../../formulas/kernels/decode-attention-time.ts'
import { type PrefillAttentionFit, prefillAttentionTime } from '../../formulas/kernels/prefill-attention-time.ts'
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
    { name: 'compute', start: 0.6, least: 0.1, most: 1 },
    { name: 'prefillMemory', start: 0.7, least: 0.05, most: 1.5 },
    { name: 'prefillStart', start: 1e-6, least: 0, most: 20e-6 },
    { name: 'tail', start: 0.5, least: 0, most: 1 },
    { name: 'prefillBlend', start: 2, least: 1, most: 10 },
    { name: 'memory', start: 0.9, least: 0.2, most: 1.2 },
    { name: 'perRow', start: 0.4e-9, least: 0, most: 20e-9 },
    { name: 'tile', start: 64, least: 16, most: 256 },
    { name: 'fill', start: 1.5, least: 0.05, most: 4 },
    { name: 'walk', start: 0.8, least: 0.1, most: 6 },
    { name: 'resident', start: 1.3, least: 1, most: 6 },
    { name: 'start', start: 2e-6, least: 0, most: 20e-6 },
    { name: 'blend', start: 3, least: 1, most: 10 },
    { name: 'launch', start: 6e-6, least: 0, most: 40e-6 },
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
    return { device: null, kind: 'bf16', shape, measured: timeIn(record, 'time_us', 'us'), groups: { batch } }
  },
  time(shape, { flops, bandwidth, units }, fit) {
    const device = { flops: flops.bf16, bandwidth, units }
    const common = { heads: shape.heads, kvHeads: shape.kvHeads, headDim: shape.headDim, valueBytes: 2 }
    const prefill = prefillAttentionTime(
      { pieces: 1, queries: shape.queries, cached: shape.cached, ...common },
      device,
      {
        compute: fit.compute,
        memory: fit.prefillMemory,
        launch: 0,
        start: fit.prefillStart,
        tail: fit.tail,
        blend: fit.prefillBlend,
      } satisfies PrefillAttentionFit,
    )
    const decode = decodeAttentionTime({ sequences: shape.sequences, context: shape.context, ...common }, device, {
      ...fit,
      launch: 0,
    } as unknown as DecodeAttentionFit)
    return prefill + decode + fit.launch
  },
})
