/**
 * Prefill-token equivalents of a request: what was prefilled for it, and γ for every position that its decoded tokens read. What is counted
 * are decisions of whoever measures, and named as such: another way to count tells latency better or worse.
 */
import { flopPerToken } from '../../../formulas/flop-per-token.ts'
import { kvBytesPerToken } from '../../../formulas/kv-bytes-per-token.ts'
import { positionsRead, prefillTokensPerPosition } from '../../../formulas/prefill-token-equivalents.ts'
import { amount } from '../../../kernel/decision.ts'
import type { Tokens } from '../../../kernel/units.ts'
import type { Cluster } from '../core/cluster.ts'
import { kvValueBytes, matrixRate } from '../cost/precision.ts'
import { resolveHardware } from '../set-up/hardware.ts'

/** A way to count. `metric/pte` among the decisions of the engine. */
export const pte = {
  id: 'pte',
  decisions: {
    /** What a position read counts, in tokens of prompt. */
    gamma: amount((gamma: number) => gamma),
    /** What of a prompt counts: every token that was computed, each time. */
    prefills: amount((_request: number, tokens: Tokens) => tokens),
    /** What of decoding counts: every position that a token reads. */
    reads: amount((_request: number, positions: number) => positions),
  },
}

/** What a position of KV read counts in prompt tokens, on the accelerators of this run. */
export function gammaOf({ setup }: Cluster): number {
  const { accelerator, model } = resolveHardware(setup)
  const gamma = prefillTokensPerPosition(
    kvBytesPerToken(model, kvValueBytes(setup.precision)),
    flopPerToken(model, 0),
    {
      peak: matrixRate(accelerator, setup.precision),
      bandwidth: accelerator.memoryBandwidth,
    },
  )
  return pte.decisions.gamma(gamma)
}

/** Of a request: what was prefilled for it, and what its decoded tokens read, both in tokens of prompt. */
export interface Equivalents {
  readonly prefilled: Tokens
  readonly read: Tokens
}

export const equivalentsOf = ({ requests }: Cluster, gamma: number, request: number): Equivalents => ({
  prefilled: pte.decisions.prefills(request, requests.prefilled[request]),
  read: gamma * pte.decisions.reads(request, positionsRead(requests.promptTokens[request], requests.emitted[request])),
})
