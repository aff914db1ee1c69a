/** What a search for a rate is asked, and what it says: in words that name the bracket, the runs and the seeds. */
import { formatKnob } from '../../forms/knob-number.ts'
import type { NumberField } from '../../kernel/description.ts'
import { unreachable } from '../../kernel/problem.ts'
import type { SearchState } from '../../store/sweep.ts'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { RateOutcome, RateSpec } from '../../worker/asked/searches.ts'

/** The answer is good to 2 %: closer than a run of hundreds of requests can tell apart. */
const TOLERANCE = 0.02
/** Doubling over the whole range of a rate (10⁸) takes 27 steps, halving to 2 % another 6, confirming a few. */
const MOST_RATES = 45

interface Plan {
  readonly field: Pick<NumberField, 'min' | 'max'>
  readonly start: number
  readonly target: number
  readonly runs: number
  readonly seed: number
}

export function searchPlan({ field, start, target, runs, seed }: Plan): RateSpec {
  const seeds = (first: number) => Array.from({ length: runs }, (_, place) => first + place)
  const { min, max } = field
  return {
    start,
    min,
    max,
    target,
    tolerance: TOLERANCE,
    seeds: seeds(seed),
    confirmSeeds: seeds(seed + runs),
    most: MOST_RATES,
  }
}

export const foundRate = (outcome: RateOutcome): number | null =>
  outcome.kind === 'found' || outcome.kind === 'always' ? outcome.rate : null

export function outcomeWords({ status, steps, outcome, job }: SearchState): string {
  const last = steps.at(-1)
  if (status === 'cancelled') return say('Cancelled after {n} rates.', { n: steps.length })
  if (outcome === null) {
    if (!last) return say('Trying the first rate…')
    const verdict = { rate: formatKnob(last.rate), share: formatPercent(last.share) }
    const line = last.passes
      ? say('{rate} requests/s: {share}, passes.', verdict)
      : say('{rate} requests/s: {share}, misses.', verdict)
    return `${line} ${bracketWords(last.low, last.high)}`
  }
  const runs = 'runs' in outcome ? outcome.runs : 0
  const seeds = job?.spec.seeds.length ?? 0
  switch (outcome.kind) {
    case 'found': {
      const said = say('{rate} requests/s meets it, {high} no longer does: {runs} runs, {seeds} seeds a rate.', {
        rate: formatKnob(outcome.rate),
        high: formatKnob(outcome.high),
        runs,
        seeds,
      })
      const sure = outcome.isConfirmed ? ` ${say('Confirmed with {seeds} other seeds.', { seeds })}` : ''
      const noisy = outcome.isNoisy
        ? ` ${say('Attainment does not fall evenly here (seeds disagree, or a higher rate passes): ask for more requests or runs.')}`
        : ''
      return said + sure + noisy
    }
    case 'always':
      return `${say('Every rate up to the end of the knob’s range, {rate} requests/s, meets it ({runs} runs).', {
        rate: formatKnob(outcome.rate),
        runs,
      })} ${say('A run of few requests is over before a queue can grow: ask for more of them.')}`
    case 'never':
      return say('Not even {rate} requests/s meets it ({runs} runs): a request alone misses its limits.', {
        rate: formatKnob(outcome.rate),
        runs,
      })
    case 'undecided':
      return `${say('Stopped after {runs} runs.', { runs })} ${bracketWords(outcome.low, outcome.high)}`
    case 'refused':
      return `${say(outcome.problem.message)} ${say(outcome.problem.remedy)}`
    default:
      return unreachable(outcome)
  }
}

function bracketWords(low: number | null, high: number | null): string {
  if (low !== null && high !== null)
    return say('The answer lies between {low} and {high} requests/s.', { low: formatKnob(low), high: formatKnob(high) })
  if (low !== null) return say('The answer is at least {low} requests/s.', { low: formatKnob(low) })
  return high === null ? '' : say('The answer is below {high} requests/s.', { high: formatKnob(high) })
}
