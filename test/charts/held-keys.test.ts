/** Letters held down: a step at once, then faster and faster, gliding to where they lead. */
import { describe, expect, it } from 'vitest'
import type { ChartView } from '../../src/charts/chart.ts'
import { createGliding, eased, movedBy, stepsHeld } from '../../src/charts/held-keys.ts'
import type { Range } from '../../src/charts/zoom.ts'

const bounds: Range = { t0: 0, t1: 100 }

describe('a held key', () => {
  it('is one step at once, and while it is a tap', () => {
    expect([0, 100, 150].map(stepsHeld)).toEqual([1, 1, 1])
  })

  it('speeds up from 4 steps a second to 14, and stays there', () => {
    const rate = (ms: number): number => (stepsHeld(ms + 1) - stepsHeld(ms)) * 1000
    expect(rate(150)).toBeCloseTo(4, 1)
    expect(rate(650)).toBeCloseTo(9, 1) // half a second later, 5 more
    expect(rate(1150)).toBeCloseTo(14, 1)
    expect(rate(5000)).toBeCloseTo(14, 1)
  })

  it('zooms about the cursor, and pans by tenths of the width', () => {
    expect(movedBy('KeyW', 1, { t0: 0, t1: 100 }, { cursor: 40 }, bounds)).toMatchObject({ t0: 10, t1: 85 })
    expect(movedBy('KeyD', 2, { t0: 10, t1: 20 }, { cursor: null }, bounds)).toMatchObject({ t0: 12, t1: 22 })
    // two half steps are one
    const half = movedBy('KeyW', 0.5, { t0: 0, t1: 100 }, { cursor: 50 }, bounds)
    expect(movedBy('KeyW', 0.5, half, { cursor: 50 }, bounds).t0).toBeCloseTo(12.5)
  })
})

describe('gliding', () => {
  /** Frames of 16 ms that a test turns by hand. */
  const setUp = () => {
    let work: ((now: number) => void) | null = null
    let now = 1000
    let view: ChartView = { t0: 40, t1: 60, cursor: null, selection: null }
    const shown: Range[] = []
    const gliding = createGliding({
      read: () => ({ view, bounds }),
      show: (range) => {
        shown.push(range)
        view = { ...view, ...range }
      },
      nextFrame: (next) => {
        work = next
        return 1
      },
      cancelFrame: () => {
        work = null
      },
    })
    const frames = (count: number) => {
      for (let i = 0; i < count && work; i++) {
        const next = work
        work = null
        now += 16
        next(now)
      }
    }
    return { gliding, frames, shown, isResting: () => work === null, view: () => view }
  }

  it('comes to rest one step further after a tap', () => {
    const { gliding, frames, shown, isResting, view } = setUp()
    gliding.press('KeyD')
    frames(2)
    gliding.release('KeyD')
    frames(100)
    expect(view().t0).toBeCloseTo(42)
    expect(view().t1).toBeCloseTo(62)
    expect(isResting()).toBe(true)
    // and on the way there it never turned back
    for (let i = 1; i < shown.length; i++) expect(shown[i].t0).toBeGreaterThanOrEqual(shown[i - 1].t0)
  })

  it('counts a key that was let go within a frame', () => {
    const { gliding, frames, view } = setUp()
    gliding.press('KeyA')
    gliding.release('KeyA')
    frames(100)
    expect(view().t0).toBeCloseTo(38)
  })

  it('goes on while the key is held, faster than at first', () => {
    const { gliding, frames, view } = setUp()
    gliding.press('KeyW')
    frames(30)
    const early = view().t1 - view().t0
    frames(30)
    const late = view().t1 - view().t0
    expect(late / early).toBeLessThan(early / 20)
    gliding.stop()
  })

  it('goes four tenths of the way in a frame', () => {
    expect(eased({ t0: 0, t1: 10 }, { t0: 10, t1: 20 })).toEqual({ t0: 4, t1: 14 })
  })
})
