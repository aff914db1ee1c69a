import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecorder, type TrackReading, type TrackRecorder } from '../../src/kernel/recorder.ts'
import type { LevelWindow } from '../../src/kernel/tracks.ts'

const spec = { id: 'kv', title: 'KV', unit: 'tokens', series: ['used'] }
const windowOf = (recorder: TrackRecorder, t0: number, t1: number, pixels: number): LevelWindow =>
  recorder.window('kv', t0, t1, pixels) as LevelWindow

/** A level marked at each time, closed at the end. */
function recorded(
  marks: readonly (readonly [time: number, value: number])[],
  end: number,
  budget: number,
): TrackRecorder {
  const recorder = createRecorder()
  const track = recorder.level({ ...spec, budget })
  for (const [time, value] of marks) {
    track.value[0] = value
    track.mark(time)
  }
  recorder.close(end)
  return recorder
}

/** All kept rows, found by walking from one to the next. */
function keptRows(recorder: TrackRecorder, first: number, end: number): TrackReading[] {
  const rows: TrackReading[] = []
  for (let t = first; t < end; ) {
    const row = recorder.readAt('kv', t)
    if (row === null) throw new Error(`nothing at ${t}`)
    rows.push(row)
    t = row.end
  }
  return rows
}

describe('level track', () => {
  it('holds a value from its mark until the next, and the last one to the end of what is known', () => {
    // given 5 from 1 s, 7 from 2 s, known to 4 s
    const window = windowOf(
      recorded(
        [
          [1, 5],
          [2, 7],
        ],
        4,
        8,
      ),
      1,
      4,
      100,
    )
    expect([...window.start]).toEqual([1, 2])
    expect([window.ends, window.computed, window.fold]).toEqual([4, 4, 1])
    expect([...window.mean]).toEqual([5, 7])
    expect([...window.last]).toEqual([5, 7])
  })

  it('replaces what was marked before at the same time', () => {
    const window = windowOf(
      recorded(
        [
          [0, 5],
          [1, 100],
          [1, 6],
          [2, 7],
        ],
        3,
        8,
      ),
      0,
      3,
      100,
    )
    expect([...window.start]).toEqual([0, 1, 2])
    expect([...window.high]).toEqual([5, 6, 7]) // 100 never held
  })

  it('folds pairs when the budget is full: time-weighted mean, smallest, largest, last', () => {
    // given 4 kept rows of budget 4: 10 for 1 s, 20 for 3 s, 5 for 1 s, 1 for 1 s; then 8
    const window = windowOf(
      recorded(
        [
          [0, 10],
          [1, 20],
          [4, 5],
          [5, 1],
          [6, 8],
        ],
        7,
        4,
      ),
      0,
      7,
      1000,
    )
    // then (10 × 1 + 20 × 3) / 4 = 17.5 and (5 + 1) / 2 = 3; 8 is still alone
    expect([...window.start]).toEqual([0, 4, 6])
    expect([...window.mean]).toEqual([17.5, 3, 8])
    expect([...window.low]).toEqual([10, 1, 8])
    expect([...window.high]).toEqual([20, 5, 8])
    expect([...window.last]).toEqual([20, 1, 8])
    expect(window.fold).toBe(2)
  })

  it('is empty before the first mark and outside the run', () => {
    const recorder = recorded([], 5, 8)
    expect(windowOf(recorder, 0, 5, 100)).toMatchObject({ length: 0, computed: 5 })
    expect(recorder.readAt('kv', 1)).toBeNull()
    const late = recorded([[3, 1]], 5, 8)
    expect(windowOf(late, 100, 101, 10).length).toBe(0)
    expect(late.readAt('kv', 2)).toBeNull()
    expect(late.readAt('kv', 6)).toBeNull()
    expect(late.readAt('kv', 5)?.values[0]).toBe(1)
  })

  it('answers in the middle of a run and goes on unchanged', () => {
    const marks = Array.from({ length: 500 }, (_, i) => [i * 0.7, (i * 37) % 11] as const)
    const undisturbed = recorded(marks, 350, 16)
    const recorder = createRecorder()
    const track = recorder.level({ ...spec, budget: 16 })
    for (const [time, value] of marks) {
      track.value[0] = value
      track.mark(time)
      if (time > 3) windowOf(recorder, 0, time, 7)
    }
    recorder.close(350)
    expect(windowOf(recorder, 0, 350, 100)).toEqual(windowOf(undisturbed, 0, 350, 100))
  })

  it('refuses time that runs back', () => {
    expect(() =>
      recorded(
        [
          [2, 1],
          [1, 1],
        ],
        3,
        8,
      ),
    ).toThrow('1 s after 2 s')
  })

  const runs = fc.record({
    gaps: fc.array(fc.constantFrom(0, 0.001, 0.25, 1, 1 / 3, 40), { minLength: 2, maxLength: 600, size: 'max' }),
    budget: fc.constantFrom(4, 8, 64, 256),
    pixels: fc.integer({ min: 1, max: 200 }),
  })
  const marksOf = (gaps: readonly number[]): (readonly [number, number])[] => {
    let time = 0
    return gaps.map((gap, i) => {
      time += gap
      return [time, ((i * 7919) % 1013) / 7]
    })
  }

  it('conserves value × time at any budget, to 1e-9', () => {
    fc.assert(
      fc.property(runs, ({ gaps, budget }) => {
        const marks = marksOf(gaps)
        const first = marks[0][0]
        const end = marks[marks.length - 1][0] + 1
        let exact = 0
        marks.forEach(([time, value], i) => {
          exact += value * ((marks[i + 1]?.[0] ?? end) - time)
        })
        const rows = keptRows(recorded(marks, end, budget), first, end)
        const kept = rows.reduce((sum, { start, end: until, values }) => sum + values[0] * (until - start), 0)
        expect(Math.abs(kept - exact)).toBeLessThanOrEqual(1e-9 * Math.abs(exact))
        expect(rows.length).toBeLessThanOrEqual(budget)
      }),
    )
  })

  it('windows have at most 2 rows a pixel, follow each other, and hold low ≤ mean ≤ high of what was there', () => {
    fc.assert(
      fc.property(
        runs,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (run, x, y) => {
          const marks = marksOf(run.gaps)
          const end = marks[marks.length - 1][0] + 1
          const recorder = recorded(marks, end, run.budget)
          const [t0, t1] = [Math.min(x, y) * end, Math.max(x, y) * end + 1e-3]
          const window = windowOf(recorder, t0, t1, run.pixels)
          const { start, length } = window
          expect(window.from <= t0 && window.until >= t1).toBe(true)
          const pixel = (t1 - t0) / run.pixels
          let inside = 0
          for (let i = 0; i < length; i++) {
            const until = i + 1 < length ? start[i + 1] : window.ends
            expect(until).toBeGreaterThan(start[i])
            if (start[i] >= t0 && start[i] < t1) inside++
            expect(window.low[i] <= window.mean[i] && window.mean[i] <= window.high[i]).toBe(true)
            // Every row begins at a mark, and its extremes are those of the values that held in it.
            const values = marks.filter(
              ([time], k) => time < until && (marks[k + 1]?.[0] ?? end) > Math.max(time, start[i]),
            )
            expect(marks.some(([time]) => time === start[i])).toBe(true)
            expect(window.low[i]).toBe(Math.fround(Math.min(...values.map(([, value]) => value))))
            expect(window.high[i]).toBe(Math.fround(Math.max(...values.map(([, value]) => value))))
            expect(window.last[i]).toBe(Math.fround(values[values.length - 1][1]))
          }
          expect(inside).toBeLessThanOrEqual(2 * run.pixels + 1)
          expect(length).toBeLessThanOrEqual((2 * (window.until - window.from)) / pixel + 2)
        },
      ),
    )
  })

  it('panning within a step of its bounds asks for the same window', () => {
    const marks = Array.from({ length: 1000 }, (_, i) => [i * 0.1, i % 7] as const)
    const recorder = recorded(marks, 100, 256)
    // A width of 10 s has bounds at multiples of 4 s: from ⌊(50.1 − 10) / 4⌋ × 4 = 40 on
    const one = windowOf(recorder, 50.1, 60.1, 100)
    expect(windowOf(recorder, 51.9, 61.9, 100)).toEqual(one)
    expect([one.from, one.until]).toEqual([40, 72])
  })
})
