/** The likeliest of a distribution. */

/** Ids of the largest values, largest first, the lower id of equals; none that is impossible. */
export function bestOf(values: Float32Array, count: number): number[] {
  const best: number[] = []
  for (let id = 0; id < values.length; id++) {
    if (values[id] === 0) continue
    if (best.length === count && values[id] <= values[best[count - 1]]) continue
    let place = best.length
    while (place > 0 && values[best[place - 1]] < values[id]) place--
    best.splice(place, 0, id)
    if (best.length > count) best.pop()
  }
  return best
}
