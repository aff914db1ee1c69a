/** Rows of one transformer layer without its attention: four products and what is element-wise between them. */

import type { FitValues } from '../../catalog/kernel-fits.ts'
import { elementwiseTime } from '../../formulas/kernels/elementwise-time.ts'
import { type GemmFit, gemmTime } from '../../formulas/kernels/gemm-time.ts'
import type { FitDevice } from '../devices.ts'
import { defineFamily, numberIn, timeIn } from '../family.ts'
import { tileParameters } from './gemm.ts'

interface Shape {
  readonly tokens: number
  readonly dim: number
  readonly heads: number
  readonly kvHeads: number
  readonly feedForward: number
  readonly gates: number
  readonly tensor: number
}

const MEASURED = [
  'input_layernorm_ms',
  'attn_pre_proj_ms',
  'attn_rope_ms',
  'attn_post_proj_ms',
  'post_attention_layernorm_ms',
  'mlp_up_proj_ms',
  'mlp_act_ms',
  'mlp_down_proj_ms',
  'add_ms',
] as const

export const layer = defineFamily<Shape>({
  id: 'layer',
  title: 'Layer without attention',
  columns: ['tp', 'num_tokens', 'n_head', 'n_kv_head', 'n_embd', 'n_ff', 'gated', ...MEASURED],
  unit: 'ms',
  scale: 0.05,
  validity: '1 to 4,096 tokens, 7 B to 70 B parameters, tensor parallel 1 to 8',
  parameters: [
    ...tileParameters,
    { name: 'elementwise', start: 0.5, least: 0.1, most: 1 },
    { name: 'elementwiseLaunch', start: 3e-6, least: 0, most: 20e-6 },
  ],
  read(record) {
    const size = (column: string, least = 1) => numberIn(record, column, { least, whole: true })
    return {
      device: record.gpu ?? null,
      kind: 'bf16',
      shape: {
        tokens: size('num_tokens'),
        dim: size('n_embd'),
        heads: size('n_head'),
        kvHeads: size('n_kv_head'),
        feedForward: size('n_ff'),
        gates: size('gated', 0) === 1 ? 2 : 1,
        tensor: size('tp'),
      },
      measured: MEASURED.reduce((sum, column) => sum + timeIn(record, column, 'ms'), 0),
      groups: { model: record.model ?? 'unnamed' },
    }
  },
  time: (shape, device, fit) => layerTime(shape, device, fit),
})

/** A shard's products and element-wise operators at a count of tokens. */
function layerTime(
  { tokens, dim, heads, kvHeads, feedForward, gates, tensor }: Shape,
  { flops, bandwidth, units }: FitDevice,
  fit: FitValues,
): number {
  const headDim = dim / heads
  const product = (k: number, n: number) =>
    gemmTime({ m: tokens, n, k, weightBytes: 2, activationBytes: 2 }, { flops: flops.bf16, bandwidth, units }, {
      ...fit,
      conversion: 0,
    } as unknown as GemmFit)
  const moved = (widths: number) =>
    elementwiseTime(2 * tokens * widths, bandwidth, { memory: fit.elementwise, launch: fit.elementwiseLaunch })
  const query = (heads * headDim) / tensor
  const keys = Math.max(1, kvHeads / tensor) * headDim
  const inner = feedForward / tensor
  return (
    product(dim, query + 2 * keys) +
    product(query, dim) +
    product(dim, gates * inner) +
    product(inner, dim) +
    2 * moved(2 * dim) +
    moved(2 * (query + keys)) +
    moved((gates + 1) * inner) +
    moved(3 * dim)
  )
}
