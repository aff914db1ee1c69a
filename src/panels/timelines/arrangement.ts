/** In which order timelines stand, and which of them stay in sight. */
import type { Timeline } from './timeline.ts'

/** Moved ones first as they were put, then the rest in the registry's order. */
export function ordered(all: readonly Timeline[], order: readonly string[]): readonly Timeline[] {
  const placed = order.flatMap((id) => all.filter((timeline) => timeline.id === id))
  return [...placed, ...all.filter((timeline) => !placed.includes(timeline))]
}

/** The order in which `id` has changed places with its neighbour among those shown; null at the end. */
export function moved(
  all: readonly Timeline[],
  order: readonly string[],
  shown: readonly string[],
  id: string,
  by: 1 | -1,
): readonly string[] | null {
  const ids = ordered(all, order).map((timeline) => timeline.id)
  const visible = ids.filter((one) => shown.includes(one))
  const neighbour = visible[visible.indexOf(id) + by]
  if (neighbour === undefined || !visible.includes(id)) return null
  return ids.map((one) => (one === id ? neighbour : one === neighbour ? id : one))
}
