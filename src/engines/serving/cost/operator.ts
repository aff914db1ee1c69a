/**
 * An operator says what a batch costs it: FLOP, bytes, time and which of them decides. `iteration` adds the times and
 * `explain` lists the same costs, so neither can say anything the other does not.
 *
 * `measure` writes into a cost that its caller owns: called some 130,000 times a run, it must allocate nothing.
 */
import type { OperatorTerm } from '../../../kernel/engine.ts'
import type { Bytes, BytesPerSecond, Flop, FlopPerSecond, Seconds, Tokens } from '../../../kernel/units.ts'
import type { KernelForms } from './kernel-forms.ts'
import type { Work } from './work.ts'

export interface Cost {
  time: Seconds
  flop: Flop
  bytes: Bytes
  bound: OperatorTerm['bound']
}

/** Depends on the token count only, so that its times can be tabulated. */
export interface TokenOperator {
  readonly operator: string
  measure(tokens: Tokens, cost: Cost): void
}

/** Depends on more of the batch. */
export interface WorkOperator {
  readonly operator: string
  measure(work: Work, cost: Cost): void
}

/** Rates that a kernel reaches, and its launch. */
export interface Rates {
  readonly flops: FlopPerSecond
  readonly memory: BytesPerSecond
  readonly launch: Seconds
  /** Fitted forms instead of the rates, where the cost model has them. */
  readonly kernels?: KernelForms
}

export const createCost = (): Cost => ({ time: 0, flop: 0, bytes: 0, bound: 'overhead' })

/** Nothing to do: no kernel is launched. */
export function free(cost: Cost): void {
  cost.time = 0
  cost.flop = 0
  cost.bytes = 0
  cost.bound = 'overhead'
}

/** The roofline: the slower of `cost.flop` at its rate and `cost.bytes` at theirs, plus the launch, `times` times. */
export function settle(cost: Cost, rates: Rates, times: number): void {
  const compute = cost.flop / rates.flops
  const memory = cost.bytes / rates.memory
  cost.bound = compute > memory ? 'compute' : 'memory'
  cost.time = times * (Math.max(compute, memory) + rates.launch)
  cost.flop *= times
  cost.bytes *= times
}
