/**
 * Minimises a function of a few bounded parameters without its gradient (Hooke and Jeeves 1961): steps along each axis, a jump in
 * the direction that helped, smaller steps where nothing does. For losses with corners and plateaus, which forms with
 * ceilings (waves of tiles, whole blocks) have; methods that follow a gradient stop there. Deterministic.
 */
export interface Parameter {
  readonly start: number
  readonly least: number
  readonly most: number
}

export interface Found {
  readonly values: readonly number[]
  readonly loss: number
}

/** Steps begin at a quarter of the range, or of the value where that is smaller, and end at a thousandth of that. */
export function patternSearch(
  parameters: readonly Parameter[],
  lossOf: (values: readonly number[]) => number,
  mostCalls = 4000,
): Found {
  const steps = parameters.map(({ start, least, most }) =>
    Math.min((most - least) / 4, Math.abs(start) / 4 || (most - least) / 4),
  )
  const clamp = (value: number, axis: number): number =>
    Math.min(parameters[axis].most, Math.max(parameters[axis].least, value))
  let calls = 0
  const call = (values: readonly number[]): number => {
    calls++
    return lossOf(values)
  }
  /** One step along every axis, either way, kept where it helps. */
  const explore = (from: readonly number[], loss: number, scale: number): Found => {
    const values = [...from]
    let best = loss
    for (let axis = 0; axis < values.length; axis++) {
      for (const sign of [1, -1]) {
        const before = values[axis]
        values[axis] = clamp(before + sign * steps[axis] * scale, axis)
        if (values[axis] === before) continue
        const found = call(values)
        if (found < best) {
          best = found
          break
        }
        values[axis] = before
      }
    }
    return { values, loss: best }
  }
  let base = parameters.map(({ start }, axis) => clamp(start, axis))
  let loss = call(base)
  for (let scale = 1; scale > 1e-3 && calls < mostCalls; ) {
    const found = explore(base, loss, scale)
    if (found.loss >= loss) {
      scale /= 2
      continue
    }
    // Once more in the same direction: valleys are long.
    const ahead = found.values.map((value, axis) => clamp(2 * value - base[axis], axis))
    base = [...found.values]
    loss = found.loss
    const jumped = explore(ahead, call(ahead), scale)
    if (jumped.loss < loss) {
      base = [...jumped.values]
      loss = jumped.loss
    }
  }
  return { values: base, loss }
}
