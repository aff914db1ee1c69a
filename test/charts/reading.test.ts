/** At a cursor stands what was: every figure that a level chart says of a moment is a value that the level took in its column. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelsModel } from '../../src/charts/levels/model.ts'
import { occupancyModel } from '../../src/charts/occupancy/model.ts'
import { formatReading, joined, seriesReading, sumReading } from '../../src/charts/reading.ts'
import { endOf, rowAt } from '../../src/charts/rows.ts'
import { createRecorder } from '../../src/kernel/recorder.ts'
import type { LevelWindow } from '../../src/kernel/tracks.ts'
import { themes } from '../../src/ui/theme.ts'

type Mark = readonly [time: number, running: number, waiting: number]

function windowOf(marks: readonly Mark[], end: number, { budget = 8, pixels = 100 } = {}): LevelWindow {
  const recorder = createRecorder()
  const track = recorder.level({ id: 'q', title: 'Queue', unit: 'requests', series: ['running', 'waiting'], budget })
  for (const [time, ...values] of marks) {
    track.value.set(values)
    track.mark(time)
  }
  recorder.close(end)
  return recorder.window('q', 0, end, pixels) as LevelWindow
}

const modelOf = (window: LevelWindow) => levelsModel({ window, form: 'stacked' }, themes.light)

describe('a reading', () => {
  it('is the value where the level stood still, and low to high where it moved within the column', () => {
    // given two columns of 5 s: 3 requests throughout the first, 1 request and none by turns in the second
    const window = windowOf(
      [
        [0, 3, 0],
        [5, 1, 0],
        [7, 0, 0],
      ],
      10,
      { pixels: 2 },
    )
    const text = (time: number): string => modelOf(window).readout(time)[0].text
    expect(text(2)).toBe('3 requests')
    // the mean of the second column, 0.4 requests, is no number of requests
    expect(text(8)).toBe('0–1 requests')
  })

  it('of a stack is what the parts were together, not their extremes added', () => {
    // given a column in which 10 run and 500 wait, and then 12 run and none waits
    const window = windowOf(
      [
        [0, 10, 500],
        [1, 12, 0],
      ],
      2,
      { pixels: 1 },
    )
    expect(modelOf(window).headline?.(1)?.text).toBe('12–510 requests')
  })

  it('of a cache is told in shares of its capacity', () => {
    const window = windowOf(
      [
        [0, 10, 80],
        [1, 15, 82],
      ],
      2,
      { pixels: 1 },
    )
    const track = { ...window.track, unit: 'tokens', capacity: 200 }
    const columns = { window: { ...window, track }, preemptions: null }
    const [inUse, running] = occupancyModel(columns, themes.light).readout(1)
    expect([inUse.text, running.text]).toEqual(['45.0–48.5 % of 200 tok', '10–15'])
  })

  it('says its unit once', () => {
    expect(formatReading({ low: 0.0121, high: 0.0384 }, 's')).toBe('12.1–38.4 ms')
    expect(formatReading({ low: 0, high: 0.0384 }, 's')).toBe('0–38.4 ms')
    expect(formatReading({ low: 0.0009, high: 0.0384 }, 's')).toBe('900 µs–38.4 ms')
    expect(formatReading({ low: 41203.6, high: 41204.4 }, 'tokens')).toBe('41,204 tok')
    expect(joined('97.1 %', '97.1 %')).toBe('97.1 %')
  })
})

it('every reading is a range whose ends the level took in that column, and which holds its value at the moment', () => {
  const marks = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(50), fc.nat(50)), {
    minLength: 1,
    maxLength: 60,
  })
  fc.assert(
    fc.property(
      marks,
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (steps, pixels, at) => {
        let time = 0
        const course = steps.map(([gap, running, waiting]): Mark => {
          const mark: Mark = [time, running, waiting]
          time += gap
          return mark
        })
        const window = windowOf(course, time, { pixels })
        const moment = at * time
        const row = rowAt(window, moment)
        const begin = window.start[row]
        const end = endOf(window, row)
        const within = course.filter(([start], i) => start < end && (course[i + 1]?.[0] ?? time) > begin)
        const now = course.findLast(([start]) => start <= moment) ?? course[0]
        const readings = [seriesReading(window, 0, row), seriesReading(window, 1, row), sumReading(window, row)]
        const values = [(m: Mark) => m[1], (m: Mark) => m[2], (m: Mark) => m[1] + m[2]]
        readings.forEach((reading, i) => {
          const taken = within.map(values[i])
          expect(taken).toContain(reading?.low)
          expect(taken).toContain(reading?.high)
          // The very end of a run belongs to its last column.
          expect(reading?.low).toBeLessThanOrEqual(values[i](now))
          expect(reading?.high).toBeGreaterThanOrEqual(values[i](now))
        })
      },
    ),
    { numRuns: 300 },
  )
})
