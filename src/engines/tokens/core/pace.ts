/**
 * Modelled time: what a pass would take if the tiny target were a large model on an accelerator. The tokens are real, the
 * seconds are a roofline's; in the browser a tiny model is bound by arithmetic, and verifying five tokens costs five times
 * one, which no server's does.
 *
 * t(n) = max((weights + KV read) / bandwidth, FLOP × n / peak) + overhead, n rows a stream, all streams of the batch alike.
 */
import { accelerators } from '../../../catalog/accelerators.ts'
import { find } from '../../../catalog/find.ts'
import { models } from '../../../catalog/models.ts'
import { flopPerToken } from '../../../formulas/flop-per-token.ts'
import { kvBytesPerToken } from '../../../formulas/kv-bytes-per-token.ts'
import { weightBytes } from '../../../formulas/weight-bytes.ts'
import type { OperatorTerm } from '../../../kernel/engine.ts'
import { boundOf, type LimitTimes } from '../../../kernel/limits.ts'
import type { Bytes, Flop, Seconds, Tokens } from '../../../kernel/units.ts'
import type { TokensSetup } from '../set-up/schema.ts'

/** Shares of the data sheet that kernels reach, and the time a layer's launches take; stated, not fitted. */
const BANDWIDTH_SHARE = 0.8
const FLOP_SHARE = 0.6
const LAYER_OVERHEAD: Seconds = 5e-6

/** A pass, and what its time is made of. */
export interface Pass {
  readonly time: Seconds
  readonly flop: Flop
  readonly bytes: Bytes
  readonly alone: LimitTimes
}

export interface Pace {
  /** One pass of the target over `rows` new tokens with `cached` before them, in so many bits an element. */
  pass(rows: Tokens, cached: Tokens, bitsPerElement: number): Pass
  /** `passes` of a drafter that reads this share of the target's weights. */
  draftPasses(passes: number, share: number, rows: Tokens): Pass
}

/** A pass as a line of an explanation. */
export const termOf = (operator: string, pass: Pass): OperatorTerm => ({
  operator,
  ...pass,
  bound: boundOf(pass.alone),
})

export function paceOf({ accelerator, standsFor, batch }: TokensSetup['pace']): Pace {
  const { memoryBandwidth, flops } = find(accelerators, accelerator)
  const model = find(models, standsFor)
  const weights = weightBytes(model, 'bf16')
  const kvBytes = kvBytesPerToken(model, 2)
  const bandwidth = memoryBandwidth * BANDWIDTH_SHARE
  const peak = flops.bf16 * FLOP_SHARE
  const overhead = model.layers * LAYER_OVERHEAD
  const flop = (rows: number, cached: number): Flop => batch * rows * flopPerToken(model, cached + rows)
  const passOf = (bytes: Bytes, flop: Flop): Pass => {
    const alone = { compute: flop / peak, memory: bytes / bandwidth, network: 0, overhead }
    return { time: Math.max(alone.memory, alone.compute) + overhead, flop, bytes, alone }
  }
  return {
    pass: (rows, cached, bitsPerElement) =>
      passOf(weights + batch * cached * kvBytes * (bitsPerElement / 16), flop(rows, cached)),
    draftPasses: (passes, share, rows) => scaled(passOf(weights, flop(rows, 0)), passes, share),
  }
}

/** `passes` passes of a model that is this share of the one that was measured. */
function scaled({ time, flop, bytes, alone }: Pass, passes: number, share: number): Pass {
  const times = passes * share
  return {
    time: passes === 0 ? 0 : passes * (share * time),
    flop: times * flop,
    bytes: times * bytes,
    alone: {
      compute: times * alone.compute,
      memory: times * alone.memory,
      network: 0,
      overhead: times * alone.overhead,
    },
  }
}
