/**
 * The points of a document: one run each. Arms × sweep values × seeds, so comparisons, sweeps and uncertainty bands are
 * one list. Arms vary fastest: whoever runs the list from the front has comparable arms from the first point on.
 *
 * An axis with the path `seed` repeats everything with other seeds.
 */
import type { Problem } from '../kernel/problem.ts'
import { type Defaults, defaultsOf } from './defaults.ts'
import type { Experiment, Patch } from './document.ts'
import { apply, diff } from './patch.ts'
import { checkPath, set } from './path.ts'
import { wholeSetup } from './setup-of.ts'

/** A run of the smallest set-up takes about 10 ms: 10,000 of them are under two minutes, and no table is longer. */
export const MOST_POINTS = 10_000

export interface Point {
  readonly arm: string
  /** Index of the sweep point, 0 without a sweep; the first axis varies slowest. */
  readonly point: number
  /** Value of each sweep axis by its key. */
  readonly at: Readonly<Record<string, unknown>>
  readonly seed: number
  /** The difference of this point's setup from the frozen defaults. */
  readonly patch: Patch
  /** The whole setup as far as the frozen defaults know it: what the engine completes. */
  readonly setup: Patch
}

export interface Points {
  readonly points: readonly Point[]
  /** How many the document asks for, also where fewer are listed. */
  readonly total: number
  readonly problems: readonly Problem[]
}

/** How many points a document asks for, which are not built: an edit asks for the number alone. */
export function countPoints(
  document: Experiment,
  seeds: readonly number[] = [document.seed],
): Pick<Points, 'total' | 'problems'> {
  const { axes, seeds: repeated, problems } = readAxes(document, seeds)
  return counted(document, axes, repeated, problems)
}

function counted(
  document: Experiment,
  axes: readonly Axis[],
  seeds: readonly number[],
  problems: readonly Problem[],
): Pick<Points, 'total' | 'problems'> {
  const each = axes.reduce((product, { values }) => product * values.length, 1)
  const total = Object.keys(document.arms).length * each * seeds.length
  return { total, problems: total > MOST_POINTS ? [...problems, tooMany(total)] : problems }
}

export function pointsOf(document: Experiment, seeds: readonly number[] = [document.seed]): Points {
  const defaults = defaultsOf(document)
  const { axes, seeds: repeated, problems } = readAxes(document, seeds)
  const sweepPoints = axes.reduce((product, axis) => product * axis.values.length, 1)
  const arms = Object.keys(document.arms)
  const points: Point[] = []
  const base = wholeSetup(document.setup, defaults)
  for (let point = 0; point < sweepPoints && points.length < MOST_POINTS; point++) {
    const at = coordinates(axes, point)
    const setups = arms.map((arm) =>
      setupAt(apply(base, document.arms[arm] ?? {}, defaults.choices), axes, at, defaults),
    )
    for (const seed of repeated) {
      for (const [i, arm] of arms.entries()) {
        if (points.length < MOST_POINTS) points.push({ arm, point, at, seed, ...setups[i] })
      }
    }
  }
  return { points, ...counted(document, axes, repeated, problems) }
}

interface Axis {
  readonly key: string
  readonly path: string
  readonly values: readonly unknown[]
}

function readAxes(document: Experiment, seeds: readonly number[]) {
  const axes: Axis[] = []
  const problems: Problem[] = []
  let repeated = seeds
  for (const [key, { path, values }] of Object.entries(document.sweep?.axes ?? {})) {
    const where = `sweep.axes.${key}`
    const wrong = path === 'seed' ? wrongSeed(values, where) : checkPath(path)
    if (wrong) problems.push({ ...wrong, path: `${where}.path`, severity: 'notice' })
    else if (path === 'seed') repeated = values as readonly number[]
    else axes.push({ key, path, values })
  }
  return { axes, seeds: repeated, problems }
}

function wrongSeed(values: readonly unknown[], where: string): Problem | null {
  const wrong = values.find((value) => !Number.isSafeInteger(value))
  if (wrong === undefined) return null
  return {
    code: 'value-unfit',
    message: `“${where}” sweeps the seed and has the value ${JSON.stringify(wrong)}. The axis was left out.`,
    remedy: 'Use whole numbers as seeds.',
  }
}

/** Digits of the point's number, the last axis varying fastest: 2 × 3 values give (0,0) (0,1) (0,2) (1,0) … */
function coordinates(axes: readonly Axis[], point: number): Readonly<Record<string, unknown>> {
  const at: [string, unknown][] = []
  let rest = point
  for (const { key, values } of axes.toReversed()) {
    at.unshift([key, values[rest % values.length]])
    rest = Math.floor(rest / values.length)
  }
  return Object.fromEntries(at)
}

function setupAt(arm: Patch, axes: readonly Axis[], at: Readonly<Record<string, unknown>>, defaults: Defaults) {
  const setup = axes.reduce((whole, { key, path }) => set(whole, path, at[key], defaults.choices), arm)
  return { setup, patch: diff(defaults.setup, setup, defaults.choices) }
}

function tooMany(total: number): Problem {
  return {
    code: 'too-many-points',
    message: `The document asks for ${total} runs; the most is ${MOST_POINTS}. The first ${MOST_POINTS} are listed.`,
    remedy: 'Sweep fewer values, or use fewer arms or seeds.',
    path: 'sweep',
  }
}
