/**
 * The highest arrival rate that meets a service-level objective: bracket by doubling, bisect, confirm.
 *
 * A rate passes when the attainment over its seeds reaches the target and no run ended overloaded or stranded (a queue that grows
 * until the time limit, or that nobody is left to serve, hides the requests that would have missed). The bracket is exact: at every moment `low` is the
 * highest rate that passed with no failed rate below it, `high` the lowest that failed.
 *
 * Attainment falls with the rate, but a finite run is noisy. So the answer is run again with other seeds; where they say
 * no, the rate counts as failed and the search goes on below. One rate above the bracket is tried too: where that one
 * passes, attainment is not monotone and the outcome says so.
 *
 * Rejected: regula falsi. Attainment is flat at 1 and then a cliff, where interpolation takes longer than halving.
 */
import type { Problem, Result } from '../kernel/problem.ts'

export interface RateSpec {
  /** Where the search starts: the rate of the set-up, requests/s. */
  readonly start: number
  /** True range of the knob. */
  readonly min: number
  readonly max: number
  /** Attainment to reach, 0 to 1. */
  readonly target: number
  /** The search ends when high / low is at most 1 + tolerance. */
  readonly tolerance: number
  readonly seeds: readonly number[]
  /** Seeds of the second look at the answer; none leaves it unconfirmed. */
  readonly confirmSeeds: readonly number[]
  /** Rates measured at most. */
  readonly most: number
}

/** What the runs of one rate say. */
export interface Attainment {
  /** Share of ended requests that met their limits, mean over the seeds; 0 to 1. */
  readonly share: number
  /** Runs that ended with a queue still growing, or with nobody left to serve it. */
  readonly overloaded: number
}

export interface RateStep extends Attainment {
  readonly rate: number
  readonly passes: boolean
  readonly purpose: 'bracket' | 'bisect' | 'confirm' | 'above'
  readonly runs: number
  /** What is known after this step; null where no rate has passed, or failed, yet. */
  readonly low: number | null
  readonly high: number | null
}

export type RateOutcome =
  | {
      readonly kind: 'found'
      readonly rate: number
      readonly high: number
      readonly runs: number
      readonly isConfirmed: boolean
      /** A higher rate passed, or other seeds overturned a verdict: the answer lies on a noisy slope. */
      readonly isNoisy: boolean
    }
  /** Every rate up to the end of the knob's range meets the objective. */
  | { readonly kind: 'always'; readonly rate: number; readonly runs: number }
  /** Not even the lowest rate meets it: a request alone is too slow. */
  | { readonly kind: 'never'; readonly rate: number; readonly runs: number }
  /** The allowance of rates was used up first. */
  | { readonly kind: 'undecided'; readonly low: number | null; readonly high: number | null; readonly runs: number }
  | { readonly kind: 'refused'; readonly problem: Problem }

export type Measure = (rate: number, seeds: readonly number[]) => Promise<Result<Attainment>>

export async function* searchRate(spec: RateSpec, measure: Measure): AsyncGenerator<RateStep, RateOutcome> {
  const passed = new Set<number>()
  const failed = new Set<number>()
  let rates = 0
  let runs = 0
  let isNoisy = false
  let problem: Problem | null = null
  const high = () => (failed.size === 0 ? null : Math.min(...failed))
  const low = () => {
    const limit = high() ?? Number.POSITIVE_INFINITY
    const below = [...passed].filter((rate) => rate < limit)
    return below.length === 0 ? null : Math.max(...below)
  }

  async function* look(rate: number, purpose: RateStep['purpose']): AsyncGenerator<RateStep, boolean> {
    const seeds = purpose === 'confirm' ? spec.confirmSeeds : spec.seeds
    const measured = await measure(rate, seeds)
    rates++
    if (!measured.ok) {
      problem = measured.problems[0]
      return false
    }
    runs += seeds.length
    const passes = measured.value.share >= spec.target && measured.value.overloaded === 0
    // A rate above the bracket is a test of it and not a part: its failure says nothing new.
    if (purpose !== 'above') {
      if (!passes) passed.delete(rate)
      ;(passes ? passed : failed).add(rate)
    }
    yield { ...measured.value, rate, passes, purpose, runs: seeds.length, low: low(), high: high() }
    return passes
  }

  for (;;) {
    if (problem) return { kind: 'refused', problem }
    const next = nextRate(spec, low(), high())
    if (next.kind === 'rate') {
      if (rates >= spec.most) return { kind: 'undecided', low: low(), high: high(), runs }
      yield* look(next.rate, low() === null || high() === null ? 'bracket' : 'bisect')
      continue
    }
    if (next.kind === 'never') return { kind: 'never', rate: spec.min, runs }
    const rate = low() as number
    const confirms = spec.confirmSeeds.length > 0
    if (confirms && !(yield* look(rate, 'confirm'))) {
      isNoisy = true
      continue
    }
    const top = high()
    if (problem) return { kind: 'refused', problem }
    if (top === null) return { kind: 'always', rate, runs }
    const above = rounded(Math.min(spec.max, top * ABOVE))
    if (confirms && above > top && (yield* look(above, 'above'))) isNoisy = true
    return { kind: 'found', rate, high: top, runs, isConfirmed: confirms, isNoisy }
  }
}

/** A rate this much above the bracket lies past most of a cliff, and near enough for its noise to matter. */
const ABOVE = 1.1

type Next = { readonly kind: 'rate'; readonly rate: number } | { readonly kind: 'never' } | { readonly kind: 'closed' }

/** Doubling or halving until there is a bracket, then its geometric middle until it is narrow enough. */
function nextRate({ start, min, max, tolerance }: RateSpec, low: number | null, high: number | null): Next {
  if (low === null && high === null) return { kind: 'rate', rate: Math.min(max, Math.max(min, start)) }
  if (high === null) {
    const reached = low as number
    return reached >= max ? { kind: 'closed' } : { kind: 'rate', rate: Math.min(max, rounded(reached * 2)) }
  }
  if (low === null) return high <= min ? { kind: 'never' } : { kind: 'rate', rate: Math.max(min, rounded(high / 2)) }
  const middle = rounded(Math.sqrt(low * high))
  const isClosed = high <= low * (1 + tolerance) || middle <= low || middle >= high
  return isClosed ? { kind: 'closed' } : { kind: 'rate', rate: middle }
}

/** Four significant digits: a rate that a person reads, types and sends in a link. */
const rounded = (rate: number): number => Number(rate.toPrecision(4))
