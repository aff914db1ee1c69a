/**
 * Modelled time: what a pass would take if the tiny target were a large model on an accelerator. The tokens are real, and so is what
 * passes read and ran (`Work`); the seconds are a roofline's. In the browser a tiny model is bound by arithmetic, and verifying five
 * tokens costs five times one, which no server's does.
 *
 * t = max((weights + KV read) / bandwidth, FLOP / peak) + launches of the layers that ran; all streams of the batch alike. Experts that lie
 * in the host's memory are waited for besides.
 */
import { accelerators } from '../../../catalog/accelerators.ts'
import { find } from '../../../catalog/find.ts'
import { models } from '../../../catalog/models.ts'
import type { OperatorTerm } from '../../../kernel/engine.ts'
import { boundOf, type LimitTimes } from '../../../kernel/limits.ts'
import type { Bytes, Flop, Seconds } from '../../../kernel/units.ts'
import type { ModelShape } from '../contracts/shape.ts'
import type { ExpertLoads, Work } from '../contracts/work.ts'
import { plainWork } from '../model/plain-work.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import { offloadOf } from './offload.ts'
import { type Scale, scaleOf } from './scale.ts'

/** Shares of the data sheet that kernels reach, and the time a layer's launches take; stated, not fitted. */
const BANDWIDTH_SHARE = 0.8
const FLOP_SHARE = 0.6
const LAYER_OVERHEAD: Seconds = 5e-6

/** Passes, and what their time is made of. */
export interface Pass {
  readonly time: Seconds
  readonly flop: Flop
  readonly bytes: Bytes
  readonly alone: LimitTimes
}

export interface Pace {
  /** How many tokens one token of the context stands for. */
  readonly contextScale: number
  /** What passes of the small models take that did this work. */
  time(work: Work): Pass
  /** The same of a prompt, each of whose tokens stands for as many as one of the context does. */
  prefill(work: Work): Pass
  /** One pass of the whole target over one row that sees so many entries, all of them kept at full precision. */
  plain(entries: number): Pass
  /** Bytes of experts that crossed the link to the host's memory. */
  fetched(loads: readonly ExpertLoads[]): Bytes
}

/** The scale in words, for wherever a modelled time is shown. */
export const contextWords = (contextScale: number): string =>
  `In the modelled time each token of prompt and cache stands for ${contextScale} tokens.`

/** A pass as a line of an explanation. */
export const termOf = (operator: string, pass: Pass): OperatorTerm => ({
  operator,
  ...pass,
  bound: boundOf(pass.alone),
})

/** `shape`: of the model whose texts they are. `link`: bytes a second from the host's memory, where experts lie there. */
export function paceOf(
  { accelerator, standsFor, batch, contextScale }: TokensSetup['pace'],
  shape: ModelShape,
  link: Bytes | null = null,
): Pace {
  const { memoryBandwidth, flops } = find(accelerators, accelerator)
  const model = find(models, standsFor)
  const scale = scaleOf(model, shape, { batch, contextScale })
  const offload = link === null ? null : offloadOf(model, shape, link)
  const bandwidth = memoryBandwidth * BANDWIDTH_SHARE
  const peak = flops.bf16 * FLOP_SHARE
  const passOf = ({ bytes, flop, layers }: Scale, loads: readonly ExpertLoads[] = []): Pass => {
    const alone = { compute: flop / peak, memory: bytes / bandwidth, network: 0, overhead: layers * LAYER_OVERHEAD }
    const time = Math.max(alone.memory, alone.compute) + alone.overhead
    if (offload === null) return { time, flop, bytes, alone }
    const stall = offload.stall(loads, layers > 0 ? time / layers : 0)
    return { time: time + stall, flop, bytes, alone: { ...alone, network: stall } }
  }
  return {
    contextScale,
    time: (work) => passOf(scale(work, 1), work.loads),
    prefill: (work) => passOf(scale(work, contextScale), work.loads),
    plain: (entries) => passOf(scale(plainWork(shape, entries), 1)),
    fetched: (loads) => offload?.bytes(loads) ?? 0,
  }
}
