import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecorder, type TrackRecorder } from '../../src/kernel/recorder.ts'
import type { SpanTrack, SpanWindow } from '../../src/kernel/tracks.ts'

const spec = { id: 'lanes', title: 'Lanes', unit: '', series: ['prefill', 'decode', 'swap'] }
const windowOf = (recorder: TrackRecorder, t0: number, t1: number, pixels: number): SpanWindow =>
  recorder.window('lanes', t0, t1, pixels) as SpanWindow

/** `lane:state start–end item`, one line a span. */
const lines = (window: SpanWindow): string[] =>
  Array.from(
    window.start,
    (start, i) => `${window.lane[i]}:${spec.series[window.state[i]]} ${start}–${window.end[i]} ${window.item[i]}`,
  )

describe('span track', () => {
  it('ends a span when its lane enters another state or is left, and leaves the last one open', () => {
    const recorder = createRecorder()
    const track = recorder.span(spec)
    track.enter(0, 0, 1, 7)
    track.enter(1, 1, 1.5, 8)
    track.enter(0, 1, 2, 7)
    track.leave(0, 3)
    recorder.close(4)
    expect(lines(windowOf(recorder, 0, 4, 1000))).toEqual(['0:prefill 1–2 7', '1:decode 1.5–4 8', '0:decode 2–3 7'])
    expect(windowOf(recorder, 0, 4, 1000)).toMatchObject({ lanes: 2, fold: 1, computed: 4 })
  })

  it('goes on when a lane enters the state it is in for the same item', () => {
    const recorder = createRecorder()
    const track = recorder.span(spec)
    track.enter(0, 1, 0, 7)
    track.enter(0, 1, 1, 7)
    track.enter(0, 1, 2, 9) // another request: a span of its own
    track.enter(0, 2, 2, 9) // and at once another state: the first never was
    recorder.close(3)
    expect(lines(windowOf(recorder, 0, 3, 1000))).toEqual(['0:decode 0–2 7', '0:swap 2–3 9'])
  })

  it('finds a long span that began far before the window', () => {
    const recorder = createRecorder()
    const track = recorder.span(spec)
    track.enter(0, 0, 0, 1)
    for (let i = 0; i < 1000; i++) track.enter(1, i % 2, i * 0.1, i)
    recorder.close(100)
    const window = windowOf(recorder, 80, 81, 1000)
    expect(lines(window)[0]).toBe('0:prefill 0–100 1')
    expect(window.length).toBeLessThan(50)
  })

  it('shows the state that holds longest where spans are shorter than a pixel', () => {
    const recorder = createRecorder()
    const track = recorder.span(spec)
    // given 0.4 s of prefill and 2 × 0.3 s of decode in the first of 10 pixels of 1 s, one after the other
    track.enter(0, 1, 0, 1)
    track.enter(0, 0, 0.3, 2)
    track.enter(0, 1, 0.7, 3)
    // and 0.5 s of prefill with 0.25 s of decode in the second, a gap between, 8 s of swap after
    track.enter(0, 0, 1, 4)
    track.leave(0, 1.5)
    track.enter(0, 1, 1.75, 4)
    track.enter(0, 2, 2, 5)
    recorder.close(10)
    // then decode (0.6 s against 0.4 s) of several requests, then 0.75 s of prefill of one, as long as its parts together
    expect(lines(windowOf(recorder, 0, 10, 10))).toEqual(['0:decode 0–1 -1', '0:prefill 1–1.75 4', '0:swap 2–10 5'])
  })

  type Step = { readonly lane: number; readonly state: number; readonly gap: number }
  const steps = fc.array(
    fc.record({
      lane: fc.integer({ min: 0, max: 3 }),
      state: fc.integer({ min: -1, max: 2 }), // −1 leaves
      gap: fc.constantFrom(0, 0.001, 0.01, 0.1, 1, 20),
    }),
    { minLength: 1, maxLength: 800, size: 'max' },
  )

  /** Plays the steps into a track and a plain model; returns busy time by lane and the end. */
  function play(track: SpanTrack, list: readonly Step[]): { busy: number[]; end: number } {
    const busy = [0, 0, 0, 0]
    const since: (number | null)[] = [null, null, null, null]
    let now = 0
    list.forEach(({ lane, state, gap }, i) => {
      now += gap
      const began = since[lane]
      if (began !== null) busy[lane] += now - began
      since[lane] = state < 0 ? null : now
      if (state < 0) track.leave(lane, now)
      else track.enter(lane, state, now, i)
    })
    const end = now + 1
    since.forEach((began, lane) => {
      if (began !== null) busy[lane] += end - began
    })
    return { busy, end }
  }

  it('conserves the time of every lane, never overlaps, and stays within 2 spans a pixel and lane', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(32, 128, 65_536), fc.integer({ min: 1, max: 300 }), (list, budget, pixels) => {
        const recorder = createRecorder()
        const { busy, end } = play(recorder.span({ ...spec, budget }), list)
        recorder.close(end)
        const window = windowOf(recorder, 0, end, pixels)
        const time = [0, 0, 0, 0]
        const count = [0, 0, 0, 0]
        const until = [0, 0, 0, 0]
        for (let i = 0; i < window.length; i++) {
          const lane = window.lane[i]
          if (i > 0) expect(window.start[i]).toBeGreaterThanOrEqual(window.start[i - 1])
          expect(window.end[i]).toBeGreaterThan(window.start[i])
          expect(window.start[i]).toBeGreaterThanOrEqual(until[lane])
          until[lane] = window.end[i]
          time[lane] += window.end[i] - window.start[i]
          count[lane]++
        }
        time.forEach((found, lane) => {
          expect(Math.abs(found - busy[lane])).toBeLessThanOrEqual(1e-9 * end)
        })
        for (const spans of count) expect(spans).toBeLessThanOrEqual(2 * pixels + 2)
      }),
    )
  })

  it('survives 3,000,000 spans within its budget', () => {
    const recorder = createRecorder()
    const track = recorder.span({ ...spec, budget: 4096 })
    for (let i = 0; i < 3_000_000; i++) track.enter(i % 8, i % 3, i * 0.001, i)
    recorder.close(3000)
    const window = windowOf(recorder, 0, 3000, 100_000)
    // 3,000 s over 8 lanes, all busy from their first span on: 8 × 3,000 − (0 + 1 + … + 7) ms
    const time = window.end.reduce((sum, end, i) => sum + end - window.start[i], 0)
    expect(time).toBeCloseTo(24_000 - 0.028, 5)
    expect(window.length).toBeLessThanOrEqual(4096)
    expect(window.fold).toBeGreaterThan(1)
    expect(recorder.bytes()).toBeLessThan(4096 * 33 + 10_000)
  })

  it('gives its budget way when the lanes alone are more', () => {
    const recorder = createRecorder()
    const track = recorder.span({ ...spec, budget: 32 })
    for (let lane = 0; lane < 100; lane++) track.enter(lane, lane % 3, lane * 0.01, lane)
    recorder.close(2)
    expect(windowOf(recorder, 0, 2, 1000)).toMatchObject({ length: 100, lanes: 100 })
  })
})
