/**
 * The Pareto front of points with two figures: those that no other point beats in one figure without losing in the other.
 * Equal points are all on it.
 */
export type Better = 'lower' | 'higher'

export interface Pair {
  readonly x: number
  readonly y: number
}

/** Places of the front's points, from the best x to the worst. */
export function paretoFront(points: readonly Pair[], betterX: Better, betterY: Better): readonly number[] {
  const cost = (value: number, better: Better): number => (better === 'lower' ? value : -value)
  const places = points.map((_, place) => place)
  places.sort(
    (a, b) =>
      cost(points[a].x, betterX) - cost(points[b].x, betterX) ||
      cost(points[a].y, betterY) - cost(points[b].y, betterY) ||
      a - b,
  )
  const front: number[] = []
  let bestY = Number.POSITIVE_INFINITY
  let bestX = Number.NaN
  for (const place of places) {
    const y = cost(points[place].y, betterY)
    const isEqual = y === bestY && points[place].x === bestX
    if (y < bestY || isEqual) {
      front.push(place)
      bestY = y
      bestX = points[place].x
    }
  }
  return front
}
