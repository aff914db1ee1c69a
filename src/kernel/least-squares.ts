/**
 * Bounded non-linear least squares (Levenberg 1944, Marquardt 1963) with the gradient by differences: for residuals that are whole
 * runs, some tens of which a person waits for. A generator: after every evaluation whoever drives it may breathe, or stop.
 *
 * Steps end at the bounds, parameter by parameter; one that stands at a bound and wants beyond it rests for that step.
 */
export interface BoundedParameter {
  readonly start: number
  readonly least: number
  readonly most: number
  /** Step of the differences; steps of the residuals' own noise would mislead. */
  readonly step: number
}

export interface LeastSquares {
  readonly values: readonly number[]
  /** Sum of squares. */
  readonly loss: number
  readonly evaluations: number
}

export type Residuals = (values: readonly number[]) => readonly number[]

const squares = (residuals: readonly number[]): number => residuals.reduce((sum, value) => sum + value * value, 0)

export function* leastSquares(
  parameters: readonly BoundedParameter[],
  residualsOf: Residuals,
  { rounds = 8, tolerance = 1e-3 } = {},
): Generator<number, LeastSquares> {
  const clamp = (value: number, axis: number): number =>
    Math.min(parameters[axis].most, Math.max(parameters[axis].least, value))
  let values = parameters.map(({ start }, axis) => clamp(start, axis))
  let evaluations = 0
  const evaluate = (at: readonly number[]): readonly number[] => {
    evaluations++
    return residualsOf(at)
  }
  let residuals = evaluate(values)
  yield evaluations
  let loss = squares(residuals)
  let damping = 0.1
  for (let round = 0; round < rounds; round++) {
    const columns: number[][] = []
    for (const [axis, { step, most }] of parameters.entries()) {
      const ahead = values[axis] + step <= most ? step : -step
      const moved = evaluate(values.map((value, other) => (other === axis ? value + ahead : value)))
      columns.push(moved.map((value, i) => (value - residuals[i]) / ahead))
      yield evaluations
    }
    let hasFallen = false
    for (let tries = 0; tries < 4 && !hasFallen; tries++) {
      const move = stepOf(columns, residuals, damping, (axis, by) => {
        const { least, most } = parameters[axis]
        return (values[axis] <= least && by < 0) || (values[axis] >= most && by > 0)
      })
      const next = values.map((value, axis) => clamp(value + move[axis], axis))
      const found = evaluate(next)
      yield evaluations
      const foundLoss = squares(found)
      if (foundLoss >= loss) {
        damping *= 5
        continue
      }
      hasFallen = true
      const gain = (loss - foundLoss) / loss
      ;[values, residuals, loss] = [next, found, foundLoss]
      damping /= 5
      if (gain < tolerance) return { values, loss, evaluations }
    }
    if (!hasFallen) break
  }
  return { values, loss, evaluations }
}

/** Solves (JᵀJ + λ diag JᵀJ) x = −Jᵀr; parameters that would leave their bounds are held and the rest is solved again. */
function stepOf(
  columns: readonly (readonly number[])[],
  residuals: readonly number[],
  damping: number,
  leaves: (axis: number, by: number) => boolean,
): readonly number[] {
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0)
  const free = columns.map((_, axis) => axis)
  for (;;) {
    const matrix = free.map((row) =>
      free.map((column) => dot(columns[row], columns[column]) * (row === column ? 1 + damping : 1)),
    )
    const right = free.map((row) => -dot(columns[row], residuals))
    const solved = solve(matrix, right)
    const out = free.findIndex((axis, place) => leaves(axis, solved[place]))
    if (out < 0) {
      const step = columns.map(() => 0)
      for (const [place, axis] of free.entries()) step[axis] = solved[place]
      return step
    }
    free.splice(out, 1)
  }
}

/** Gauss with pivots; a parameter that changes nothing stays where it is. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const n = right.length
  const rows = matrix.map((row, i) => [...row, right[i]])
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++)
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row
    ;[rows[column], rows[pivot]] = [rows[pivot], rows[column]]
    if (Math.abs(rows[column][column]) < 1e-18) continue
    for (let row = 0; row < n; row++) {
      if (row === column) continue
      const factor = rows[row][column] / rows[column][column]
      for (let k = column; k <= n; k++) rows[row][k] -= factor * rows[column][k]
    }
  }
  return rows.map((row, i) => (Math.abs(row[i]) < 1e-18 ? 0 : row[n] / row[i]))
}
