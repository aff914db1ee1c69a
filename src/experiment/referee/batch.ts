/** Runs that the referee asks for: arms of one world with some seeds, as a document whose points anybody can measure. */
import type { ByUnit, MetricValues, UnitValues } from '../../kernel/metric.ts'
import { InvariantError } from '../../kernel/problem.ts'
import { defaultsOf } from '../defaults.ts'
import type { Experiment, Patch } from '../document.ts'
import { apply } from '../patch.ts'
import { type Point, pointsOf } from '../points.ts'
import { minimalSetup, wholeSetup } from '../setup-of.ts'
import { type Figure, type FigureRule, figureOf } from './figure.ts'
import type { Variant } from './judged.ts'
import { patchOfWords } from './set-text.ts'

export interface Batch {
  readonly document: Experiment
  readonly points: readonly Point[]
}

/** A metric of a point by its place in the batch; null where its run has none. */
export interface Measured {
  (place: number, metric: string): number | null
  /** The same taken apart; absent where runs cannot be. */
  readonly by?: (place: number, metric: string) => ByUnit | null
}

/** By place. */
export function measuredOf(
  runs: readonly ({ readonly metrics: MetricValues; readonly units: UnitValues } | undefined)[],
): Measured {
  const value = (place: number, metric: string): number | null => runs[place]?.metrics[metric]?.value ?? null
  return Object.assign(value, { by: (place: number, metric: string) => runs[place]?.units[metric] ?? null })
}

/** The experiment in another world. */
export function inWorld(base: Experiment, world: Variant | null): Experiment {
  if (world === null) return base
  const defaults = defaultsOf(base)
  const whole = apply(wholeSetup(base.setup, defaults), patchOfWords(base, world.set), defaults.choices)
  const { events = {}, ...rest } = base
  const document = { ...rest, ...(!world.isStill && { events }), setup: minimalSetup(whole, defaults) }
  const axis = axisOf(base)
  if (world.loads === undefined || axis === null) return document
  const { path } = (base.sweep as NonNullable<Experiment['sweep']>).axes[axis]
  return { ...document, sweep: { axes: { [axis]: { path, values: world.loads } } } }
}

/** Seeds are an axis of the document, so that whoever is handed it alone lists the same points. */
export function batchOf(world: Experiment, arms: Readonly<Record<string, Patch>>, seeds: readonly number[]): Batch {
  const axes = { ...world.sweep?.axes, seed: { path: 'seed', values: [...seeds] } }
  const document = { ...world, arms, sweep: { axes } }
  return { document, points: pointsOf(document).points }
}

/** The sweep's axis of load; null where the figure is of one run. */
const axisOf = ({ sweep }: Experiment): string | null =>
  Object.entries(sweep?.axes ?? {}).find(([, { path }]) => path !== 'seed')?.[0] ?? null

/** What is read: a metric, or the load up to which it is high enough; or the metric at one load of the axis. */
export interface ReadRule extends FigureRule {
  readonly load?: number
}

/** The figure of an arm with a seed; null where no ratio can be made of it. */
export function figureIn(batch: Batch, measured: Measured, rule: ReadRule, arm: string, seed: number): Figure | null {
  const { loads, values } = seriesIn(batch, measured, rule, arm, seed)
  return figureOf(rule, loads, values)
}

/** The same as a number that may be 0, of facts. */
export function valueIn(batch: Batch, measured: Measured, rule: ReadRule, arm: string, seed: number): number | null {
  if (rule.atLeast !== undefined) return figureIn(batch, measured, rule, arm, seed)?.value ?? null
  return seriesIn(batch, measured, rule, arm, seed).values[0] ?? null
}

/** What an arm's figures of these seeds are made of, one after another; null where some run cannot be taken apart. */
export function unitsOfSeeds(
  { document, points }: Batch,
  { by }: Measured,
  { metric, atLeast }: FigureRule,
  arm: string,
  seeds: readonly number[],
): ByUnit | null {
  if (by === undefined || atLeast !== undefined || axisOf(document) !== null) return null
  const over: number[] = []
  const under: number[] = []
  for (const seed of seeds) {
    const units = by(
      points.findIndex((point) => point.arm === arm && point.seed === seed),
      metric,
    )
    if (units === null) return null
    over.push(...units.over)
    under.push(...units.under)
  }
  return { over, under }
}

/** Throws at a load that the axis does not have. */
function seriesIn(
  { document, points }: Batch,
  measured: Measured,
  { metric, load }: ReadRule,
  arm: string,
  seed: number,
) {
  const axis = axisOf(document)
  const loadOf = (place: number): number => (axis === null ? Number.NaN : Number(points[place].at[axis]))
  const mine = points.flatMap((point, place) =>
    point.arm === arm && point.seed === seed && (load === undefined || loadOf(place) === load) ? [place] : [],
  )
  if (load !== undefined && mine.length === 0) throw new InvariantError(`the axis has no load ${load}`)
  return {
    loads: axis === null ? [] : mine.map(loadOf),
    values: mine.map((place) => measured(place, metric)),
  }
}
