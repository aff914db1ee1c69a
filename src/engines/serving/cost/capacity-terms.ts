/** What takes memory on the fullest device, term by term, and what is left for KV. */
import type { Accelerator } from '../../../catalog/accelerator.ts'
import type { Model } from '../../../catalog/model.ts'
import { type Bytes, type Fraction, GB, type Tokens } from '../../../kernel/units.ts'
import type { Shape } from '../contracts/placement.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import type { Precision } from './precision.ts'
import type { CostSettings } from './settings.ts'
import { kvBytesPerTokenOnDevice, shardOf, weightBytesOnDevice } from './shard.ts'

export interface CapacityQuestion {
  readonly model: Model
  readonly accelerator: Accelerator
  readonly precision: Precision
  readonly placement: Shape
  readonly settings: CostSettings
  readonly blockTokens: Tokens
  /** Share of a device's memory that the engine may use. */
  readonly utilisation: Fraction
  /** Most tokens of an iteration (`Scheduler.tokenLimit`): sizes the activation peak. */
  readonly tokenLimit: Tokens
  /** Most sequences of a batch: each has a row of logits. */
  readonly maxRunning: number
}

/** What a placement takes of its fullest device, whichever that is. */
export interface CapacityDemand {
  readonly weights: Bytes
  readonly activations: Bytes
  readonly graphs: Bytes
  readonly kvBytesPerToken: Bytes
}

/** All on the fullest device. */
export interface CapacityTerms extends CapacityDemand {
  /** memory × utilisation. */
  readonly usable: Bytes
  /** What is left for KV; negative when it does not fit. */
  readonly left: Bytes
}

export function capacityTerms(question: CapacityQuestion): CapacityTerms {
  return termsOn(question.accelerator, question.utilisation, capacityDemand(question))
}

export function capacityDemand(question: Omit<CapacityQuestion, 'accelerator'>): CapacityDemand {
  const { model, precision, placement, settings } = question
  return {
    weights: weightBytesOnDevice(model, placement, precision),
    activations: activationBytes(question),
    graphs: GB(settings.graphMemoryGB),
    kvBytesPerToken: kvBytesPerTokenOnDevice(model, placement, precision),
  }
}

export function termsOn(
  { memory }: Pick<Accelerator, 'memory'>,
  utilisation: Fraction,
  demand: CapacityDemand,
): CapacityTerms {
  const { weights, activations, graphs, kvBytesPerToken } = demand
  const usable = memory * utilisation
  return { usable, weights, activations, graphs, left: usable - weights - activations - graphs, kvBytesPerToken }
}

/**
 * Buffers of one layer at the largest batch, which all layers share, and the logits of all sequences in 4 bytes.
 *
 * A token has its hidden state, the residual, and the widest thing computed from them: gate, up and product of the
 * feed-forward. Llama-3.1-8B: (2 × 4096 + 3 × 14336) × 2 B = 102,400 B, 210 MB for 2,048 tokens; 256 rows of 128,256 logits 131 MB.
 */
function activationBytes(question: Omit<CapacityQuestion, 'accelerator'>): Bytes {
  const { model, placement, settings, tokenLimit, maxRunning } = question
  const shard = shardOf(model, placement)
  const widths = model.gated ? 3 : 2
  const expertWidth = model.experts ? model.experts.active * shard.expertDim + shard.sharedDim : 0
  const denseWidth = shard.denseLayers > 0 ? shard.feedForward : 0
  const perToken = (2 * model.dim + widths * Math.max(denseWidth, expertWidth)) * ACTIVATION_BYTES
  return settings.activationFactor * tokenLimit * perToken + maxRunning * model.vocabulary * 4
}
