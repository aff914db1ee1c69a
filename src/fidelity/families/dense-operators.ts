/** Rows of the operators around attention of one model, by tokens: products, and what is element-wise. */
import type { Model } from '../../catalog/model.ts'
import { elementwiseTime } from '../../formulas/kernels/elementwise-time.ts'
import { type GemmFit, gemmTime } from '../../formulas/kernels/gemm-time.ts'
import { BadRow, defineFamily, type FitParameter, numberIn, timeIn } from '../family.ts'
import { tileParameters } from './gemm.ts'

interface Shape {
  readonly tokens: number
  /** Of a product; null for an element-wise operator. */
  readonly product: { readonly k: number; readonly n: number } | null
  /** Values of 2 bytes that an element-wise operator reads and writes for a token. */
  readonly values: number
}

export const productParameters: readonly FitParameter[] = [
  // Whole-model rows lie nearer the data sheet's bandwidth: begun there, the search ends lower.
  ...tileParameters.map((one) => (one.name === 'memory' ? { ...one, start: 0.85 } : one)),
  { name: 'elementwise', start: 0.5, least: 0.05, most: 3 },
  { name: 'elementwiseLaunch', start: 2e-6, least: 0, most: 20e-6 },
]

export const denseOperators = defineFamily<Shape>({
  id: 'dense-operators',
  title: 'Operators around attention',
  columns: ['layer', 'tokens', 'time_us'],
  unit: 'us',
  scale: 0.05,
  validity: '1 to 2,048 tokens of an 8 B model',
  parameters: productParameters,
  read(record, { model, tensor }) {
    if (model === null) throw new BadRow('no model is named: give it with --model')
    const tokens = numberIn(record, 'tokens', { least: 1, whole: true })
    const shape = shapes(model, tensor)[record.layer]
    if (shape === undefined)
      throw new BadRow(
        `layer is “${(record.layer ?? '').slice(0, 20)}”, and one of ${Object.keys(shapes(model, tensor)).join(', ')} is wanted`,
      )
    return {
      device: null,
      kind: 'bf16',
      shape: { tokens, ...shape },
      measured: timeIn(record, 'time_us', 'us'),
      groups: { layer: record.layer },
    }
  },
  time({ tokens, product, values }, { flops, bandwidth, units }, fit) {
    if (product === null)
      return elementwiseTime(2 * tokens * values, bandwidth, { memory: fit.elementwise, launch: fit.elementwiseLaunch })
    const shape = { m: tokens, ...product, weightBytes: 2, activationBytes: 2 }
    return gemmTime(shape, { flops: flops.bf16, bandwidth, units }, { ...fit, conversion: 0 } as unknown as GemmFit)
  },
})

function shapes(
  { dim, feedForward, gated, attention }: Model,
  tensor: number,
): Readonly<Record<string, Omit<Shape, 'tokens'>>> {
  const query = (attention.heads * attention.headDim) / tensor
  const keys = Math.max(1, attention.kvHeads / tensor) * attention.headDim
  const inner = feedForward / tensor
  const gates = gated ? 2 : 1
  const product = (k: number, n: number) => ({ product: { k, n }, values: 0 })
  const moved = (values: number) => ({ product: null, values })
  return {
    qkv_proj: product(dim, query + 2 * keys),
    o_proj: product(query, dim),
    gate_up_proj: product(dim, gates * inner),
    down_proj: product(inner, dim),
    act_fn: moved((gates + 1) * inner),
    layernorm: moved(4 * dim),
    final_layernorm: moved(4 * dim),
    rotary_emb: moved(2 * (query + keys)),
    embedding: moved(2 * dim),
  }
}
