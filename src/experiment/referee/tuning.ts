/** Tuning: every combination of an arm's tuned knobs is a candidate; the best by the judged figure, over the tuning seeds, runs. */
import { log } from '../../kernel/math.ts'
import type { Experiment } from '../document.ts'
import { type Batch, batchOf, figureIn, type Measured, valueIn } from './batch.ts'
import { type Claim, type Guard, type JudgedArm, type Variant, wordsIn } from './judged.ts'
import { patchOfWords } from './set-text.ts'

/** Values by path. */
export type Chosen = Readonly<Record<string, unknown>>

/** Candidates of an arm in the order of its values, the last path fastest; one without a choice where nothing is tuned. */
export const candidatesOf = ({ tuned = [] }: JudgedArm): readonly Chosen[] =>
  tuned.reduce<readonly Chosen[]>(
    (before, { path, values }) => before.flatMap((chosen) => values.map((value) => ({ ...chosen, [path]: value }))),
    [{}],
  )

export interface Tuning {
  readonly batch: Batch
  /** What each tuned arm comes to, once the batch is measured. A candidate without a figure with some seed is out. */
  choose(measured: Measured): Readonly<Record<string, Chosen>>
}

/** Of those arms that have something to tune; null where none has. */
export function tuningOf(
  experiment: Experiment,
  world: Variant | null,
  arms: Readonly<Record<string, JudgedArm>>,
  claim: Claim,
  seeds: readonly number[],
): Tuning | null {
  const tried = Object.entries(arms).flatMap(([key, arm]) => {
    const candidates = candidatesOf(arm)
    return candidates.length < 2 ? [] : candidates.map((chosen, i) => ({ key, arm, chosen, as: `${key}~${i}` }))
  })
  if (tried.length === 0) return null
  const batch = batchOf(
    experiment,
    Object.fromEntries(
      tried.map(({ key, arm, chosen, as }) => [as, patchOfWords(experiment, wordsIn(world, key, arm), chosen)]),
    ),
    seeds,
  )
  return {
    batch,
    choose(measured) {
      const guardedIn = (as: string): number => {
        const { guard } = claim
        if (!guard?.tunes) return 0
        const values = seeds.map((seed) => valueIn(batch, measured, { metric: guard.metric }, as, seed) ?? Number.NaN)
        return values.reduce((sum, one) => sum + one, 0)
      }
      const scores = tried.map(({ key, arm, chosen, as }) => {
        const rule = { ...claim, metric: arm.metric ?? claim.metric }
        const logs = seeds.map((seed) => {
          const figure = figureIn(batch, measured, rule, as, seed)
          return figure === null ? Number.NEGATIVE_INFINITY : log(figure.value) * (claim.better === 'higher' ? 1 : -1)
        })
        return { key, chosen, score: logs.reduce((sum, one) => sum + one, 0), guarded: guardedIn(as) }
      })
      const best = new Map<string, { chosen: Chosen; score: number }>()
      for (const { key, chosen, score, guarded } of scores) {
        const others = scores.filter((one) => one.key === key).map((one) => one.guarded)
        if (claim.guard?.tunes && isBeneath(claim.guard, guarded, others)) continue
        const known = best.get(key)
        if (known === undefined || score > known.score) best.set(key, { chosen, score })
      }
      return Object.fromEntries([...best].map(([key, { chosen }]) => [key, chosen]))
    },
  }
}

/** Whoever stands on a knob as the mechanism does takes its value over. */
export function withMechanism(
  arms: Readonly<Record<string, JudgedArm>>,
  chosen: Readonly<Record<string, Chosen>>,
): Readonly<Record<string, Chosen>> {
  const [mechanism] = Object.keys(arms).filter((key) => arms[key].role === 'mechanism')
  const own = chosen[mechanism] ?? {}
  const taken = Object.entries(arms).flatMap(([key, { asMechanism }]) =>
    asMechanism ? [[key, Object.fromEntries(asMechanism.map((path) => [path, own[path]]))] as const] : [],
  )
  return { ...chosen, ...Object.fromEntries(taken.map(([key, values]) => [key, { ...chosen[key], ...values }])) }
}

/** Of sums over the seeds; one that is not there is beneath everything. */
const isBeneath = ({ better, margin }: Guard, own: number, all: readonly number[]): boolean => {
  const there = all.filter((one) => !Number.isNaN(one))
  if (Number.isNaN(own)) return there.length > 0
  return better === 'higher' ? own < Math.max(...there) * (1 - margin) : own * (1 - margin) > Math.min(...there)
}
