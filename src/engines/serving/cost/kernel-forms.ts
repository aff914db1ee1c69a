/**
 * The kernels of a device by their fitted forms (formulas/kernels): what replaces the plain rooflines where `cost.form` is
 * `kernels`. Fits are those of the device, or of the nearest one that has any, by the data sheet.
 *
 * Inside an engine kernels are not what they are alone: clocks fall under load (`sustained`), graphs hide part of every launch
 * (`launchShare` is left), and each layer and iteration has gaps. These constants of whole steps are fitted on published runs.
 */
import type { Accelerator, Link } from '../../../catalog/accelerator.ts'
import { type FitValues, findFit, hasOwnFit, isAlike } from '../../../catalog/kernel-fits.ts'
import type { Model } from '../../../catalog/model.ts'
import { tabulatedBlend } from '../../../formulas/kernels/blend.ts'
import { type CollectiveFit, type CollectiveShape, collectiveTime } from '../../../formulas/kernels/collective-time.ts'
import { type DecodeAttentionFit, decodeAttention } from '../../../formulas/kernels/decode-attention-time.ts'
import type { KernelDevice } from '../../../formulas/kernels/device.ts'
import { type GemmFit, gemmTime } from '../../../formulas/kernels/gemm-time.ts'
import { type ExpertKernelFit, expertKernelTime } from '../../../formulas/kernels/moe-block-time.ts'
import {
  decodeBesidePrefillTime,
  type PrefillAttentionFit,
  prefillAttentionTime,
} from '../../../formulas/kernels/prefill-attention-time.ts'
import type { KernelTerms } from '../../../formulas/kernels/terms.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Bytes, Fraction, Seconds, Tokens } from '../../../kernel/units.ts'
import { kvValueBytes, matrixRate, type Precision } from './precision.ts'
import type { Roof } from './roof.ts'
import type { CostSettings } from './settings.ts'

export interface KernelForms {
  /** A product of `rows` rows; `bytesPerWeight` below 2 means that weights of the set-up's precision are multiplied. */
  product(rows: number, k: number, n: number, bytesPerWeight: Bytes, terms: KernelTerms): Seconds
  /** Of a layer on a device with so many heads. Forms of iterations are called some 100,000 times a run and allocate nothing. */
  prefill(
    heads: number,
    kvHeads: number,
  ): (pieces: number, queries: Tokens, cached: Tokens, terms: KernelTerms) => Seconds
  /** `beside`: pieces of prompts are in the same batch. */
  decode(
    heads: number,
    kvHeads: number,
  ): (sequences: number, context: Tokens, beside: boolean, terms: KernelTerms) => Seconds
  experts(
    dim: number,
    inner: number,
    bytesPerWeight: Bytes,
  ): (touched: number, pairs: number, terms: KernelTerms) => Seconds
  /** Null where no fit is of such a link. */
  readonly collective: ((shape: CollectiveShape) => Seconds) | null
  /** What the fastest of these kernels reach; where a fit found more than the data sheet, the data sheet. */
  readonly roof: Roof
  /** Bandwidth share and launch of element-wise operators. */
  readonly elementwise: { readonly memory: Fraction; readonly launch: Seconds }
  /** What a layer takes beside its kernels. */
  readonly layerGap: Seconds
}

export interface KernelSetup {
  readonly accelerator: Accelerator
  readonly peerLink: Link
  readonly model: Model
  readonly precision: Precision
  readonly settings: Pick<CostSettings, 'computeFactor' | 'memoryFactor' | 'networkFactor'>
}

export function kernelForms({ accelerator, peerLink, model, precision, settings }: KernelSetup): KernelForms {
  const { id, units } = accelerator
  const bandwidth = settings.memoryFactor * accelerator.memoryBandwidth
  const linkBandwidth = settings.networkFactor * peerLink.bandwidth
  const { sustained, launchShare, layerGap } = stepFit(id)
  const reached = settings.computeFactor * sustained
  const plain: KernelDevice = { flops: reached * accelerator.flops.bf16, bandwidth, units }
  const quantised: KernelDevice = { flops: reached * matrixRate(accelerator, precision), bandwidth, units }
  const values = (family: string, kind: string): FitValues => {
    const found = findFit(id, family, kind)
    if (found === null) throw new InvariantError(`nothing is fitted for ${family}`)
    const { launch = 0 } = found.record.values
    return { ...found.record.values, launch: launch * launchShare }
  }
  // Operators of a whole model were measured where single products were not.
  const ofWholeModels = !hasOwnFit(id, 'gemm') && hasOwnFit(id, 'dense-operators')
  const products = values(ofWholeModels ? 'dense-operators' : 'gemm', 'bf16')
  const isConverted = precision.weights === 'fp8' && accelerator.flops.fp8 !== undefined
  const converted = isConverted ? values('gemm', 'fp8') : products
  const layer = values(ofWholeModels ? 'dense-operators' : 'layer', 'bf16')
  const kvKind = precision.kv === 'bf16' ? 'bf16' : 'fp8'
  const isMixed = !hasOwnFit(id, 'decode-attention') && hasOwnFit(id, 'mixed-attention')
  const prompts = isMixed ? values('mixed-attention', 'prompt') : values('prefill-attention', kvKind)
  const ofPrompts = isMixed ? { ...prompts, memory: prompts.promptMemory, blend: prompts.promptBlend } : prompts
  const prefillFit = ofPrompts as unknown as PrefillAttentionFit
  const streams = isMixed ? values('mixed-attention', 'decode') : values('decode-attention', kvKind)
  const decodeFit = (isMixed ? { ...streams, start: streams.decodeStart } : streams) as unknown as DecodeAttentionFit
  const expertFit = values(
    'moe-block',
    precision.weights === 'bf16' ? 'bf16' : 'fp8_block',
  ) as unknown as ExpertKernelFit
  const valueBytes = kvValueBytes(precision)
  const { attention } = model
  // Latent attention keeps one list of compressed positions: as wide as a head of so many values, keys and values together.
  const headDim =
    attention.kind === 'latent' ? ((attention.kvRank ?? 0) + (attention.ropeDim ?? 0)) / 2 : attention.headDim
  const isJoined = peerLink.id.startsWith('nvlink')
  const quantisedProduct = { blend: tabulatedBlend(converted.blend), fit: gemmFit(converted) }
  // Engines convert activations where they are made, at the rate of an element-wise operator.
  const conversion = isConverted ? layer.elementwise : 0
  const plainProduct = { blend: tabulatedBlend(products.blend), fit: gemmFit(products) }
  return {
    product: (rows, k, n, bytesPerWeight, terms) =>
      bytesPerWeight < 2
        ? gemmTime(
            { m: rows, n, k, weightBytes: bytesPerWeight, activationBytes: isConverted ? 1 : 2 },
            quantised,
            { ...quantisedProduct.fit, conversion },
            quantisedProduct.blend,
            terms,
          )
        : gemmTime(
            { m: rows, n, k, weightBytes: bytesPerWeight, activationBytes: 2 },
            plain,
            plainProduct.fit,
            plainProduct.blend,
            terms,
          ),
    prefill(heads, kvHeads) {
      const blend = tabulatedBlend(prefillFit.blend)
      const shape = { pieces: 0, queries: 0, cached: 0, heads, kvHeads, headDim: attention.headDim, valueBytes }
      return (pieces, queries, cached, terms) => {
        shape.pieces = pieces
        shape.queries = queries
        shape.cached = cached
        return prefillAttentionTime(shape, plain, prefillFit, blend, terms)
      }
    },
    decode(heads, kvHeads) {
      const alone = decodeAttention(
        { heads, kvHeads, headDim, valueBytes },
        plain,
        decodeFit,
        tabulatedBlend(decodeFit.blend),
      )
      return (sequences, context, beside, terms) =>
        isMixed && beside
          ? decodeBesidePrefillTime({ sequences, context, heads, headDim }, plain, prefillFit, terms)
          : alone(sequences, context, terms)
    },
    experts(dim, inner, bytesPerWeight) {
      const blend = tabulatedBlend(expertFit.blend)
      const device = bytesPerWeight < 2 ? quantised : plain
      const shape = { touched: 0, pairs: 0, handled: 0, dim, inner, weightBytes: bytesPerWeight }
      return (touched, pairs, terms) => {
        shape.touched = touched
        shape.pairs = pairs
        shape.handled = pairs
        return expertKernelTime(shape, device, expertFit, blend, terms)
      }
    },
    collective: isJoined
      ? (shape) => {
          const library = collectiveTime(
            shape,
            linkBandwidth,
            values('collective', shape.kind) as unknown as CollectiveFit,
          )
          if (shape.kind !== 'all-reduce') return library
          // Engines sum short vectors with a kernel of their own.
          const own = collectiveTime(
            shape,
            linkBandwidth,
            values('collective', 'vllm_graph all-reduce') as unknown as CollectiveFit,
          )
          return Math.min(library, own)
        }
      : null,
    layerGap,
    roof: {
      flops: Math.max(
        plain.flops * Math.min(1, Math.max(products.compute, prefillFit.compute)),
        quantised.flops * Math.min(1, Math.max(converted.compute, expertFit.compute)),
      ),
      memory:
        bandwidth *
        Math.min(
          1,
          Math.max(
            ...[products.memory, converted.memory, prefillFit.memory, decodeFit.memory],
            ...[expertFit.memory, expertFit.buffers, layer.elementwise],
          ),
        ),
    },
    elementwise: { memory: layer.elementwise * settings.memoryFactor, launch: layer.elementwiseLaunch * launchShare },
  }
}

/** Of whole products: what converting activations costs is told where they are converted. */
const gemmFit = (values: FitValues): GemmFit => ({ ...values, conversion: 0 }) as unknown as GemmFit

interface StepFit {
  readonly sustained: Fraction
  readonly launchShare: Fraction
  readonly layerGap: Seconds
}

/** Kernels as they were measured inside an engine, half of every launch, no gaps. */
const INSIDE_ENGINE: StepFit = { sustained: 1, launchShare: 0.5, layerGap: 0 }

function stepFit(id: string): StepFit {
  const found = findFit(id, 'step', 'any')
  if (found === null || hasOwnFit(id, 'dense-operators')) return INSIDE_ENGINE
  const step = found.record.values as unknown as StepFit
  // Graphs hide launches on any accelerator. Clocks under load and gaps are a matter of a generation: what an H100 of 700 W
  // sustains says nothing of a consumer's board.
  return isAlike(id, found.device) ? step : { ...INSIDE_ENGINE, launchShare: step.launchShare }
}
