/**
 * Modelled time: what a pass would take if the tiny target were a large model on an accelerator. The tokens are real, the
 * seconds are a roofline's; in the browser a tiny model is bound by arithmetic, and verifying five tokens costs five times
 * one, which no server's does.
 *
 * t(n) = max((weights + KV read) / bandwidth, FLOP × n / peak) + overhead, n rows a stream, all streams of the batch alike.
 */
import { accelerators } from '../../catalog/accelerators.ts'
import { find } from '../../catalog/find.ts'
import { models } from '../../catalog/models.ts'
import { flopPerToken } from '../../formulas/flop-per-token.ts'
import { kvBytesPerToken } from '../../formulas/kv-bytes-per-token.ts'
import { weightBytes } from '../../formulas/weight-bytes.ts'
import type { Seconds, Tokens } from '../../kernel/units.ts'
import type { TokensSetup } from './schema.ts'

/** Shares of the data sheet that kernels reach, and the time a layer's launches take; stated, not fitted. */
const BANDWIDTH_SHARE = 0.8
const FLOP_SHARE = 0.6
const LAYER_OVERHEAD: Seconds = 5e-6

export interface Pace {
  /** One pass of the target over `rows` new tokens with `cached` before them, in so many bits an element. */
  pass(rows: Tokens, cached: Tokens, bitsPerElement: number): Seconds
  /** One pass of a drafter that reads this share of the target's weights. */
  draftPass(share: number, rows: Tokens): Seconds
}

export function paceOf({ accelerator, standsFor, batch }: TokensSetup['pace']): Pace {
  const { memoryBandwidth, flops } = find(accelerators, accelerator)
  const model = find(models, standsFor)
  const weights = weightBytes(model, 'bf16')
  const kvBytes = kvBytesPerToken(model, 2)
  const bandwidth = memoryBandwidth * BANDWIDTH_SHARE
  const peak = flops.bf16 * FLOP_SHARE
  const overhead = model.layers * LAYER_OVERHEAD
  const flop = (rows: number, cached: number): number => batch * rows * flopPerToken(model, cached + rows)
  return {
    pass(rows, cached, bitsPerElement) {
      const bytes = weights + batch * cached * kvBytes * (bitsPerElement / 16)
      return Math.max(bytes / bandwidth, flop(rows, cached) / peak) + overhead
    },
    draftPass: (share, rows) =>
      share === 0 ? 0 : share * (Math.max(weights / bandwidth, flop(rows, 0) / peak) + overhead),
  }
}
