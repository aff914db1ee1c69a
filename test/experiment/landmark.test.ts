/** Landmarks: the moment of a run that a sentence speaks of, found in its tracks. */
import { describe, expect, it } from 'vitest'
import { momentOf } from '../../src/experiment/landmark.ts'
import type { CountWindow, LevelWindow, SpanWindow, TrackInfo } from '../../src/kernel/tracks.ts'

const track = (kind: TrackInfo['kind'], ...series: readonly string[]): TrackInfo => ({
  ...{ id: 't', title: 'T', unit: '', kind, series },
})
const range = { from: 0, until: 10, computed: 10, fold: 1 }

/** Prompts are largest at 4, answers at 6; together most at 4. */
const level: LevelWindow = {
  ...{ ...range, kind: 'level', track: track('level', 'prefill', 'decode'), length: 4, ends: 10 },
  start: Float64Array.of(0, 2, 4, 6),
  high: Float32Array.of(0, 3, 9, 0, 1, 1, 1, 2),
  ...{ mean: new Float32Array(8), low: new Float32Array(8), last: new Float32Array(8) },
  ...{ sumLow: new Float32Array(4), sumHigh: Float32Array.of(1, 4, 10, 2) },
}

/** Three waits: 1 to 2, 3 to 7, and one that the range cuts off. */
const spans: SpanWindow = {
  ...{ ...range, kind: 'span', track: track('span', 'queued', 'decode'), length: 4, lanes: 2 },
  start: Float64Array.of(1, 3, 5, 8),
  end: Float64Array.of(2, 7, 6, 14),
  state: Uint8Array.of(0, 0, 1, 0),
  ...{ lane: new Int32Array(4), item: new Int32Array(4) },
}

describe('of a level', () => {
  it('is where the series is highest, first there, or last', () => {
    const of = (is: 'first' | 'last' | 'largest', series?: string) =>
      momentOf({ is, ...(series !== undefined && { series }) }, level, [0, 10])
    expect([of('largest', 'prefill'), of('first', 'prefill'), of('last', 'prefill')]).toEqual([
      { at: 4 },
      { at: 2 },
      { at: 4 },
    ])
    expect(of('largest', 'decode')).toEqual({ at: 6 })
    expect(of('largest')).toEqual({ at: 4 })
  })

  it('lies within the range that is shown, and is none where nothing is there', () => {
    expect(momentOf({ series: 'prefill', is: 'largest' }, level, [0, 3])).toEqual({ at: 2 })
    expect(momentOf({ series: 'prefill', is: 'largest' }, level, [6, 10])).toBeNull()
    expect(momentOf({ series: 'no such', is: 'first' }, level, [0, 10])).toBeNull()
  })
})

describe('of spans', () => {
  it('is the longest that the range holds whole, from its beginning to its end', () => {
    expect(momentOf({ series: 'queued', is: 'largest' }, spans, [0, 10])).toEqual({ at: 3, until: 7 })
    expect(momentOf({ series: 'queued', is: 'first' }, spans, [0, 10])).toEqual({ at: 1, until: 2 })
    expect(momentOf({ is: 'last' }, spans, [0, 10])).toEqual({ at: 5, until: 6 })
    expect(momentOf({ series: 'queued', is: 'largest' }, spans, [0, 20])).toEqual({ at: 8, until: 14 })
  })
})

it('of counts is where most of it happened at once', () => {
  const counts: CountWindow = {
    ...{ ...range, kind: 'count', track: track('count', 'a', 'b'), length: 2, ends: 10 },
    ...{ start: Float64Array.of(0, 5), sum: Float64Array.of(1, 2, 9, 0) },
  }
  expect(momentOf({ series: 'a', is: 'largest' }, counts, [0, 10])).toEqual({ at: 5 })
  // 1 + 9 against 2 + 0
  expect(momentOf({ is: 'largest' }, counts, [0, 10])).toEqual({ at: 0 })
})
