import { describe, expect, it } from 'vitest'
import { leastSquares, type Residuals } from '../../src/kernel/least-squares.ts'

const parameter = (start: number, least = -10, most = 10) => ({ start, least, most, step: 1e-3 })
function found(parameters: Parameters<typeof leastSquares>[0], residualsOf: Residuals) {
  const work = leastSquares(parameters, residualsOf, { rounds: 40, tolerance: 1e-12 })
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

describe('bounded least squares', () => {
  it('solves a linear system in a few evaluations', () => {
    const { values, evaluations } = found([parameter(0), parameter(0)], ([x, y]) => [x + 2 * y - 5, 3 * x - y - 1])
    expect(values[0]).toBeCloseTo(1, 4)
    expect(values[1]).toBeCloseTo(2, 4)
    expect(evaluations).toBeLessThan(60)
  })

  it('finds the valley of Rosenbrock’s function', () => {
    const { values } = found([parameter(-1.2), parameter(1)], ([x, y]) => [10 * (y - x * x), 1 - x])
    expect(values[0]).toBeCloseTo(1, 2)
    expect(values[1]).toBeCloseTo(1, 2)
  })

  it('ends at a bound that keeps it from the minimum, and moves along it', () => {
    const { values } = found([parameter(0, -1, 0.5), parameter(0)], ([x, y]) => [x - 3, y + x - 1])
    expect(values[0]).toBe(0.5)
    expect(values[1]).toBeCloseTo(0.5, 3)
  })

  it('leaves a parameter that changes nothing where it was', () => {
    const { values } = found([parameter(0), parameter(0.7)], ([x]) => [x - 2])
    expect(values[0]).toBeCloseTo(2, 3)
    expect(values[1]).toBe(0.7)
  })
})
