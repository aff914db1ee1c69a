/** Assertions: sentences of a paper's page that are executed, in the judged world or in another, on the judging seeds. */
import { exp } from '../../kernel/math.ts'
import { InvariantError } from '../../kernel/problem.ts'
import type { Experiment } from '../document.ts'
import { type Batch, batchOf, figureIn, inWorld, type Measured, valueIn } from './batch.ts'
import { logGain } from './gain.ts'
import { type Assertion, type Judged, type Quantity, wordsIn } from './judged.ts'
import { patchOfWords } from './set-text.ts'
import type { Chosen } from './tuning.ts'

export interface Checked extends Assertion {
  /** Mean over the seeds, of gains by their logarithms; null where a run has no such figure. */
  readonly value: number | null
  readonly holds: boolean
}

export interface JudgedRuns {
  readonly chosen: Readonly<Record<string, Chosen>>
  readonly seeds: readonly number[]
  readonly batch: Batch
  readonly measured: Measured
}

/** Arms are as they were tuned for the judged world: what stops helping elsewhere is the same mechanism. */
export function* checkedIn(
  base: Experiment,
  judged: Judged,
  { chosen, seeds, batch, measured }: JudgedRuns,
): Generator<Batch, readonly Checked[], Measured> {
  const checked: Checked[] = []
  for (const assertion of judged.assertions) {
    const { arm, over, under } = assertion.of
    let runs = { batch, measured }
    if (under !== undefined) {
      const variant = judged.sensitivity.find(({ id }) => id === under)
      if (variant === undefined)
        throw new InvariantError(`assertion ${assertion.id} is of a world “${under}” that is not declared`)
      const world = inWorld(base, variant)
      const keys = over === undefined ? [arm] : [arm, over]
      const patches = keys.map(
        (key) => [key, patchOfWords(world, wordsIn(variant, key, judged.arms[key]), chosen[key])] as const,
      )
      const there = batchOf(world, Object.fromEntries(patches), seeds)
      runs = { batch: there, measured: yield there }
    }
    const value = quantityOf(assertion.of, judged, seeds, runs)
    checked.push({ ...assertion, value, holds: value !== null && value >= assertion.from && value <= assertion.to })
  }
  return checked
}

function quantityOf(
  { arm, over, metric, better, load }: Quantity,
  { claim, arms }: Judged,
  seeds: readonly number[],
  { batch, measured }: Pick<JudgedRuns, 'batch' | 'measured'>,
): number | null {
  const rule = (key: string) =>
    metric === undefined
      ? { ...claim, metric: arms[key].metric ?? claim.metric }
      : { metric, ...(load !== undefined && { load }) }
  if (over === undefined) {
    const values = seeds.map((seed) => valueIn(batch, measured, rule(arm), arm, seed))
    return values.includes(null) ? null : (values as number[]).reduce((sum, one) => sum + one, 0) / values.length
  }
  const logs = seeds.map((seed) => {
    const own = figureIn(batch, measured, rule(arm), arm, seed)
    const other = figureIn(batch, measured, rule(over), over, seed)
    return own === null || other === null ? null : logGain(better ?? claim.better, other.value, own.value)
  })
  if (logs.includes(null)) return null
  return exp((logs as number[]).reduce((sum, one) => sum + one, 0) / logs.length)
}
