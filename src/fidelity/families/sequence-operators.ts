/** Rows of what runs once a sequence: the output head, and drawing a token. */
import { elementwiseTime } from '../../formulas/kernels/elementwise-time.ts'
import { type GemmFit, gemmTime } from '../../formulas/kernels/gemm-time.ts'
import { BadRow, defineFamily, numberIn, timeIn } from '../family.ts'
import { productParameters } from './dense-operators.ts'

interface Shape {
  readonly sequences: number
  readonly isHead: boolean
  readonly dim: number
  readonly vocabulary: number
}

export const sequenceOperators = defineFamily<Shape>({
  id: 'sequence-operators',
  title: 'Output head and sampling',
  columns: ['layer', 'sequences', 'time_us'],
  unit: 'us',
  scale: 0.05,
  validity: '1 to 256 sequences',
  parameters: productParameters,
  read(record, { model, tensor }) {
    if (model === null) throw new BadRow('no model is named: give it with --model')
    if (record.layer !== 'lm_head' && record.layer !== 'sampler')
      throw new BadRow(`layer is “${(record.layer ?? '').slice(0, 20)}”, and lm_head or sampler is wanted`)
    return {
      device: null,
      kind: 'bf16',
      shape: {
        sequences: numberIn(record, 'sequences', { least: 1, whole: true }),
        isHead: record.layer === 'lm_head',
        dim: model.dim,
        vocabulary: model.vocabulary / tensor,
      },
      measured: timeIn(record, 'time_us', 'us'),
      groups: { layer: record.layer },
    }
  },
  time({ sequences, isHead, dim, vocabulary }, { flops, bandwidth, units }, fit) {
    // Sampling reads logits of 4 bytes and writes their softmax.
    if (!isHead)
      return elementwiseTime(8 * sequences * vocabulary, bandwidth, {
        memory: fit.elementwise,
        launch: fit.elementwiseLaunch,
      })
    const shape = { m: sequences, n: vocabulary, k: dim, weightBytes: 2, activationBytes: 2 }
    return gemmTime(shape, { flops: flops.bf16, bandwidth, units }, { ...fit, conversion: 0 } as unknown as GemmFit)
  },
})
