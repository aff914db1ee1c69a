/**
 * Collectives of tensor parallelism inside a group of n ranks: t = a + h (n − 1) + factor × (s + s0) / (e B).
 *
 * An all-reduce moves 2 (n − 1) / n of the message over each link (ring, or any bandwidth-optimal form). s0 (0.7 MB, fading
 * out below 100 kB) is how much longer a message behaves than it is while the pipeline of chunks fills.
 * Source: form fitted on NCCL and vLLM all-reduce times inside A100 and H100 nodes; not for pairs over PCIe.
 */
import type { Link } from '../../../catalog/accelerator.ts'
import type { Bytes, Seconds } from '../../../kernel/units.ts'
import type { Coefficients } from './coefficients.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import type { KernelForms } from './kernel-forms.ts'
import { type Cost, free, settleNetwork, type TokenOperator } from './operator.ts'

/** Ranks that take part, over which link. */
export interface Group {
  readonly ranks: number
  readonly link: Link
}

const FADE_BELOW: Bytes = 100_000

/** Time of one collective by its message: `factor` × that many bytes go over each link. */
export function collective(
  { ranks, link }: Group,
  factor: number,
  coefficients: Coefficients,
): (message: Bytes) => Seconds {
  const start = coefficients.collective + coefficients.rank * link.latency * (ranks - 1)
  const perByte = factor / (coefficients.network * link.bandwidth)
  const tail = coefficients.collectiveTail
  return (message) => start + perByte * (message + tail * Math.min(1, message / FADE_BELOW))
}

/** All-reduces of the hidden states, `times` of them an iteration. */
export function allReduce(
  { group, dim, times }: { readonly group: Group; readonly dim: number; readonly times: number },
  coefficients: Coefficients,
  kernels: KernelForms | null = null,
): TokenOperator {
  const factor = (2 * (group.ranks - 1)) / group.ranks
  const timeOf = collective(group, factor, coefficients)
  return {
    operator: 'all-reduce',
    measure(tokens, cost: Cost) {
      if (tokens === 0 || times === 0) return free(cost)
      const message = tokens * dim * ACTIVATION_BYTES
      const fitted = kernels?.collective?.({ kind: 'all-reduce', ranks: group.ranks, bytes: message })
      settleNetwork(cost, times * factor * message, times * (fitted ?? timeOf(message)))
    },
  }
}
