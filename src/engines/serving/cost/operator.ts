/**
 * An operator says what a batch costs it: FLOP, bytes, time, and what each limit alone would take. `iteration` adds the times and
 * `explain` lists the same costs, so neither can say anything the other does not. What bounds an operator is never written down
 * beside its figures: it is the longest of its limits.
 *
 * `measure` writes into a cost that its caller owns: called some 130,000 times a run, it must allocate nothing.
 */
import type { KernelTerms } from '../../../formulas/kernels/terms.ts'
import type { OperatorTerm } from '../../../kernel/engine.ts'
import { boundOf, type Limit, limits } from '../../../kernel/limits.ts'
import type { Bytes, BytesPerSecond, Flop, Seconds, Tokens } from '../../../kernel/units.ts'
import type { KernelForms } from './kernel-forms.ts'
import type { Roof } from './roof.ts'
import type { Work } from './work.ts'

/** The limits overlap: `time` lies between the longest of them and their sum. */
export interface Cost extends Record<Limit, Seconds> {
  time: Seconds
  flop: Flop
  bytes: Bytes
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
export interface Rates extends Roof {
  readonly launch: Seconds
  /** What memory itself delivers: a kernel that was found to move more had the rest in caches, which is no traffic of memory. */
  readonly sheet: BytesPerSecond
  /** Fitted forms instead of the rates, where the cost model has them. */
  readonly kernels?: KernelForms
}

export const createCost = (): Cost => ({ time: 0, flop: 0, bytes: 0, compute: 0, memory: 0, network: 0, overhead: 0 })

/** Nothing to do: no kernel is launched. */
export function free(cost: Cost): void {
  cost.time = 0
  cost.flop = 0
  cost.bytes = 0
  cost.compute = 0
  cost.memory = 0
  cost.network = 0
  cost.overhead = 0
}

/** The roofline: the slower of `cost.flop` at its rate and `cost.bytes` at theirs, plus the launch, `times` times. */
export function settle(cost: Cost, rates: Rates, times: number): void {
  const compute = cost.flop / rates.flops
  const memory = cost.bytes / rates.memory
  cost.time = times * (Math.max(compute, memory) + rates.launch)
  cost.flop *= times
  cost.bytes = times * (rates.memory > rates.sheet ? memory * rates.sheet : cost.bytes)
  cost.compute = times * compute
  cost.memory = times * memory
  cost.network = 0
  cost.overhead = times * rates.launch
}

/** The same by what is known of one kernel: its time and the limits it is made of. */
export function settleTerms(cost: Cost, time: Seconds, terms: KernelTerms, times: number): void {
  cost.time = times * time
  cost.compute = times * terms.compute
  cost.memory = times * terms.memory
  cost.network = 0
  cost.overhead = times * terms.fixed
}

/**
 * A form that is asked far from what it was fitted on may promise more than any kernel reaches: the roof is then what counts.
 * `cost` is settled, with FLOP and bytes of all kernels.
 */
export function keepUnder(roof: Roof, cost: Cost): void {
  cost.compute = Math.max(cost.compute, cost.flop / roof.flops)
  cost.memory = Math.max(cost.memory, cost.bytes / roof.memory)
  cost.time = Math.max(cost.time, cost.compute, cost.memory)
}

/** All of it over links. */
export function settleNetwork(cost: Cost, bytes: Bytes, time: Seconds): void {
  free(cost)
  cost.bytes = bytes
  cost.network = time
  cost.time = time
}

/** A cost as a line of an explanation. */
export const termOf = (operator: string, cost: Cost): OperatorTerm => ({
  operator,
  time: cost.time,
  flop: cost.flop,
  bytes: cost.bytes,
  bound: boundOf(cost),
  alone: { compute: cost.compute, memory: cost.memory, network: cost.network, overhead: cost.overhead },
})

/** `factor` of another cost on top. */
export function addCost(sum: Cost, other: Cost, factor = 1): void {
  sum.time += factor * other.time
  sum.flop += factor * other.flop
  sum.bytes += factor * other.bytes
  for (const limit of limits) sum[limit] += factor * other[limit]
}
