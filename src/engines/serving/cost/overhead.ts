/** What an iteration costs beside its kernels: per layer on the device, and once on the host. */
import type { Seconds } from '../../../kernel/units.ts'
import { type Cost, free, type TokenOperator } from './operator.ts'

/** `time` once an iteration, whatever the batch, as long as there is one. */
export function overhead(operator: string, time: Seconds): TokenOperator {
  return {
    operator,
    measure(tokens, cost: Cost) {
      free(cost)
      if (tokens === 0) return
      cost.time = time
      cost.overhead = time
    },
  }
}
