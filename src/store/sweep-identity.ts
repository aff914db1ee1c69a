/**
 * When two documents ask for the same points, and when two points are the same run: what decides that figures are stale,
 * and that a point need not be measured again.
 */
import { canonicalJson } from '../experiment/canonical.ts'
import type { Experiment } from '../experiment/document.ts'
import { type Point, pointsOf } from '../experiment/points.ts'

/**
 * Equal for two documents whose sweeps have the same points. The knobs of the axes do not count: each point puts its own
 * value there, so a moved slider of an axis leaves the figures true.
 */
export function sweepIdentity(document: Experiment): string {
  const axes = Object.entries(document.sweep?.axes ?? {})
  // One point of every arm says all but the values of the axes; a thousand would cost 60 ms at every move of a slider.
  const first = axes.map(([key, axis]) => [key, { ...axis, values: axis.values.slice(0, 1) }])
  const { points } = pointsOf({ ...document, sweep: { axes: Object.fromEntries(first) } })
  const seeded = axes.some(([, { path }]) => path === 'seed')
  return canonicalJson({
    axes,
    seed: seeded ? null : document.seed,
    arms: points.map(({ arm, patch }) => [arm, patch]),
    ...surroundings(document),
  })
}

/** The run a point is: arms with the same set-up, and sweeps that overlap, share it. */
export function pointIdentity(document: Experiment): (point: Point) => string {
  const around = canonicalJson(surroundings(document))
  return ({ arm, patch, seed }) =>
    // Events may be those of one arm only: then the arm is part of the run.
    `${around}${document.events ? arm : ''}${seed}${canonicalJson(patch)}`
}

function surroundings({ v, engine, events, data }: Experiment) {
  const hashes = Object.entries(data ?? {}).map(([key, { hash }]) => [key, hash])
  return { v, engine, events: events ?? null, data: hashes }
}
