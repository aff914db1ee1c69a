import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitTo, panBy, pinch, type Range, thinnest, within, zoomAt } from '../../src/charts/zoom.ts'

const bounds = { t0: 0, t1: 60 }

describe('zoom', () => {
  it('keeps the moment under the pointer where it is', () => {
    // given 10 s to 30 s with the pointer at 15 s, a quarter from the left; when half as much is shown
    const zoomed = zoomAt({ t0: 10, t1: 30 }, 15, 0.5, bounds)
    // then 15 s is still a quarter from the left of 10 s: 12.5 + 10 / 4 = 15
    expect(zoomed).toEqual({ t0: 12.5, t1: 22.5 })
  })
  it('stops at the bounds and shows no more than there is', () => {
    expect(zoomAt({ t0: 10, t1: 30 }, 15, 100, bounds)).toEqual(bounds)
    expect(panBy({ t0: 10, t1: 30 }, 5, bounds)).toEqual({ t0: 40, t1: 60 })
    expect(panBy({ t0: 10, t1: 30 }, -0.1, bounds)).toEqual({ t0: 8, t1: 28 })
  })
  it('fits the selection with a twentieth of air', () => {
    expect(fitTo([10, 30], bounds)).toEqual({ t0: 9, t1: 31 })
    expect(fitTo(null, bounds)).toEqual(bounds)
    expect(fitTo([0, 60], bounds)).toEqual(bounds)
  })
  it('holds two moments under two fingers', () => {
    // given 20 s and 40 s at 0.25 and 0.75, then half the width is 20 s: 40 s are shown from 10 s on
    expect(pinch([20, 40], [0.25, 0.75], bounds)).toEqual({ t0: 10, t1: 50 })
  })
  it('never leaves the bounds nor gets thinner than 10 µs, whatever is asked', () => {
    const time = fc.double({ min: -100, max: 200, noNaN: true })
    const range = fc
      .tuple(time, time)
      .map(([a, b]): Range => within({ t0: Math.min(a, b), t1: Math.max(a, b) }, bounds))
    const factor = fc.double({ min: 1e-9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(range, time, factor, (view, at, by) => {
        for (const next of [zoomAt(view, at, by, bounds), panBy(view, by, bounds), fitTo([view.t0, view.t1], bounds)]) {
          expect(next.t0).toBeGreaterThanOrEqual(bounds.t0 - 1e-9)
          expect(next.t1).toBeLessThanOrEqual(bounds.t1 + 1e-9)
          expect(next.t1 - next.t0).toBeGreaterThanOrEqual(thinnest * 0.999)
        }
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})
