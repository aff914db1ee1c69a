/**
 * What a server can guess of an answer's length. The prior is the set-up's distribution of lengths, as a log-normal with the same mean and
 * variance of the logarithm; a predictor's hint is the true length times a log-normal error; what has been emitted already rules the
 * shorter lengths out. Asked for is an upper bound: the quantile q of what is left of that distribution. It is renewed every so many
 * tokens, as running a predictor costs something.
 *
 * The hint is where the true length enters: this service sees it, and hands it out only as blurred as `error` says. Infinite error is
 * the prior alone.
 *
 * Source: JITServe (arXiv 2504.20068) asks for a conservative upper bound that is refined as tokens come; its quantile regression forest
 * is not reproduced, this form is ours.
 */
import { normal, normalCdf } from '../../../kernel/distributions.ts'
import type { Draws } from '../../../kernel/draws.ts'
import { createDraws } from '../../../kernel/draws.ts'
import { exp, log } from '../../../kernel/math.ts'
import type { Memory } from '../../../kernel/memory.ts'
import { created } from '../../../schema/choice.ts'
import type { EstimateOptions, LengthEstimate } from '../contracts/length-estimate.ts'
import type { Requests } from '../requests/requests.ts'
import { lengths } from '../roles/length/index.ts'
import type { ServingSetup } from '../set-up/schema.ts'

/** Tokens after which a bound is renewed. */
const RENEWAL = 50

export interface EstimateParts {
  readonly memory: Memory
  readonly draws: Draws
  /** The true columns: this is the one place that may read them for a scheduler. */
  readonly requests: Requests
  readonly setup: ServingSetup
}

export function createLengthEstimate({ memory, draws, requests, setup }: EstimateParts) {
  const known = new Map<string, LengthEstimate>()
  /** Instances that ask for the same share one: a request is at one of them. */
  return (options: EstimateOptions): LengthEstimate => {
    const key = `${options.error} ${options.quantile}`
    const estimate = known.get(key) ?? createEstimate(options)
    known.set(key, estimate)
    return estimate
  }

  function createEstimate({ error, quantile }: EstimateOptions): LengthEstimate {
    const hints = draws.stream('length-hint')
    const bound = memory.perRequest('f64', 0)
    const renewAt = memory.perRequest('i32', 0)
    const prior = priorOf(setup)
    const scales = Object.values(setup.classes).map(({ outputScale }) => log(outputScale))
    return (request) => {
      const emitted = requests.emitted[request]
      if (bound.at[request] > emitted && emitted < renewAt.at[request]) return bound.at[request]
      const hint = log(requests.outputTokens[request]) + error * normal(hints.at(request))
      const mean = prior.mean + scales[requests.serviceClass[request]]
      const weight = prior.variance / (prior.variance + error * error)
      const middle = weight > 0 ? mean + weight * (hint - mean) : mean
      const spread = Math.sqrt(prior.variance * (1 - weight))
      renewAt.at[request] = emitted + RENEWAL
      bound.at[request] = Math.max(
        emitted + 1,
        Math.ceil(exp(quantileBeyond(middle, spread, log(Math.max(1, emitted)), quantile)) - 1e-6),
      )
      return bound.at[request]
    }
  }
}

/** Quantile q of a normal variable of which is known that it is above `least`. */
function quantileBeyond(mean: number, spread: number, least: number, q: number): number {
  if (spread < 1e-9) return mean
  const below = normalCdf((least - mean) / spread)
  const u = below + q * (1 - below)
  return u >= 1 ? least : mean + spread * normal(Math.max(u, 1e-12))
}

/** Mean and variance of the logarithm of the set-up's answers, from its own distribution. */
function priorOf({ lengths: { output } }: ServingSetup): { readonly mean: number; readonly variance: number } {
  const length = created(lengths, output, { draws: createDraws(0), purpose: 'estimate' })
  const logs = Array.from({ length: 512 }, (_, index) => log(length.tokens(index)))
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length
  return { mean, variance: logs.reduce((sum, each) => sum + (each - mean) * (each - mean), 0) / logs.length }
}
