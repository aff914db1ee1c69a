/**
 * How many KV blocks fit: memory × utilisation − weights − activation peak − graphs and context, on the fullest device
 * of a data-parallel rank. Once memory is full this decides more than kernel times do, so every term is shown.
 *
 * Checked against a measured run: Llama-3.1-8B in bf16 on an RTX 4090, vLLM 0.19, utilisation 0.9, 2,048 batched tokens, 256
 * sequences gave 2,588 blocks of 16 tokens; the default of graphs and context is what closes that sum.
 */
import type { Accelerator, Link } from '../../../catalog/accelerator.ts'
import type { Model } from '../../../catalog/model.ts'
import type { Fact } from '../../../kernel/engine.ts'
import type { Problem } from '../../../kernel/problem.ts'
import { type Bytes, type Fraction, GB, type Seconds, type Tokens } from '../../../kernel/units.ts'
import type { Placement } from '../roles.ts'
import { capacityFacts } from './capacity-facts.ts'
import { capacityProblems, shapeProblems } from './capacity-problems.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import type { Precision } from './precision.ts'
import type { CostSettings } from './settings.ts'
import { kvBytesPerTokenOnDevice, shardOf, weightBytesOnDevice } from './shard.ts'

export interface CapacityQuestion {
  readonly model: Model
  readonly accelerator: Accelerator
  readonly precision: Precision
  readonly placement: Placement
  readonly settings: CostSettings
  readonly blockTokens: Tokens
  /** Share of a device's memory that the engine may use. */
  readonly utilisation: Fraction
  /** Most tokens of an iteration (`Scheduler.tokenLimit`): sizes the activation peak. */
  readonly tokenLimit: Tokens
  /** Most sequences of a batch: each has a row of logits. */
  readonly maxRunning: number
}

/** All on the fullest device. */
export interface CapacityTerms {
  /** memory × utilisation. */
  readonly usable: Bytes
  readonly weights: Bytes
  readonly activations: Bytes
  readonly graphs: Bytes
  /** What is left for KV; negative when it does not fit. */
  readonly left: Bytes
  readonly kvBytesPerToken: Bytes
}

export interface KvCapacity {
  /** Of one data-parallel rank; 0 when the set-up is infeasible. */
  readonly blocks: number
  readonly tokens: Tokens
  /** Of one block on one device. */
  readonly blockBytes: Bytes
  readonly terms: CapacityTerms
  readonly facts: readonly Fact[]
  readonly problems: readonly Problem[]
  /** Those of them that no amount of memory mends. */
  readonly shapeProblems: readonly Problem[]
}

export function kvCapacity(question: CapacityQuestion): KvCapacity {
  const terms = capacityTerms(question)
  const { blockTokens } = question
  const blockBytes = blockTokens * terms.kvBytesPerToken
  const blocks = Math.max(0, Math.floor(terms.left / blockBytes))
  return {
    blocks,
    tokens: blocks * blockTokens,
    blockBytes,
    terms,
    facts: capacityFacts(question, terms, blocks),
    problems: capacityProblems(question, terms, blocks),
    shapeProblems: shapeProblems(question),
  }
}

export function capacityTerms(question: CapacityQuestion): CapacityTerms {
  const { model, accelerator, precision, placement, settings } = question
  const usable = accelerator.memory * question.utilisation
  const weights = weightBytesOnDevice(model, placement, precision)
  const activations = activationBytes(question)
  const graphs = GB(settings.graphMemoryGB)
  return {
    usable,
    weights,
    activations,
    graphs,
    left: usable - weights - activations - graphs,
    kvBytesPerToken: kvBytesPerTokenOnDevice(model, placement, precision),
  }
}

/**
 * Buffers of one layer at the largest batch, which all layers share, and the logits of all sequences in 4 bytes.
 *
 * A token has its hidden state, the residual, and the widest thing computed from them: gate, up and product of the
 * feed-forward. Llama-3.1-8B: (2 × 4096 + 3 × 14336) × 2 B = 102,400 B, 210 MB for 2,048 tokens; 256 rows of 128,256 logits 131 MB.
 */
function activationBytes({ model, placement, settings, tokenLimit, maxRunning }: CapacityQuestion): Bytes {
  const shard = shardOf(model, placement)
  const widths = model.gated ? 3 : 2
  const expertWidth = model.experts ? model.experts.active * shard.expertDim + shard.sharedDim : 0
  const denseWidth = shard.denseLayers > 0 ? shard.feedForward : 0
  const perToken = (2 * model.dim + widths * Math.max(denseWidth, expertWidth)) * ACTIVATION_BYTES
  return settings.activationFactor * tokenLimit * perToken + maxRunning * model.vocabulary * 4
}

export interface SwapQuestion {
  readonly blocks: number
  /** Of one block on one device: `KvCapacity.blockBytes`. */
  readonly blockBytes: Bytes
  readonly hostLink: Link
  readonly settings: CostSettings
}

/**
 * Time to move `blocks` of a request's KV to or from host memory: every device moves its own part over its own link. Contention
 * is the engine's: it queues these times on the link.
 */
export function swapTime({ blocks, blockBytes, hostLink, settings }: SwapQuestion): Seconds {
  const efficiency = settings.ideal ? 1 : settings.networkEfficiency
  return hostLink.latency + (blocks * blockBytes) / (efficiency * hostLink.bandwidth)
}
