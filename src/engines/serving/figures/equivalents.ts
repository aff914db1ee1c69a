/** Work of requests in tokens of prompt: what a position of KV read costs, and what a request comes to. */
import { flopPerToken } from '../../../formulas/flop-per-token.ts'
import { kvBytesPerToken } from '../../../formulas/kv-bytes-per-token.ts'
import { prefillTokenEquivalents, prefillTokensPerPosition } from '../../../formulas/prefill-token-equivalents.ts'
import type { Cluster } from '../core/cluster.ts'
import { kvValueBytes, matrixRate } from '../cost/precision.ts'
import { resolveHardware } from '../set-up/hardware.ts'

/** What a position of KV read costs in prompt tokens, on the accelerators of this run. */
export function gammaOf({ setup }: Cluster): number {
  const { accelerator, model } = resolveHardware(setup)
  return prefillTokensPerPosition(kvBytesPerToken(model, kvValueBytes(setup.precision)), flopPerToken(model, 0), {
    peak: matrixRate(accelerator, setup.precision),
    bandwidth: accelerator.memoryBandwidth,
  })
}

export const equivalentsOf = ({ requests }: Cluster, gamma: number, request: number): number =>
  prefillTokenEquivalents(gamma, {
    prefilled: requests.prefilled[request],
    prompt: requests.promptTokens[request],
    emitted: requests.emitted[request],
  })
