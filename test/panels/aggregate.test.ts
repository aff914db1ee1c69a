/** A range in figures: means weighted by time, rates, and time in states, by arithmetic on paper. */
import { describe, expect, it } from 'vitest'
import type { CountWindow, LevelWindow, SpanWindow } from '../../src/kernel/tracks.ts'
import { aggregate } from '../../src/panels/inspect/aggregate.ts'

const base = { from: 0, until: 10, computed: 10, fold: 1 }

describe('a range of a level', () => {
  // 10 in [0, 4), 20 in [4, 8), 0 in [8, 10)
  const values = Float32Array.of(10, 20, 0)
  const window: LevelWindow = {
    ...base,
    kind: 'level',
    track: { kind: 'level', id: 'kv/0', title: 'KV', unit: 'tokens', series: ['decode'] },
    length: 3,
    start: Float64Array.of(0, 4, 8),
    ends: 10,
    mean: values,
    low: values,
    high: values,
    last: values,
    sumLow: values,
    sumHigh: values,
  }

  it('is weighted by the time inside', () => {
    // [2, 5): two seconds of 10 and one of 20
    const [one] = aggregate(window, 2, 5)
    expect(one).toMatchObject({ mean: 40 / 3, low: 10, high: 20, series: 'decode', unit: 'tokens' })
  })

  it('is nothing where nothing is known', () => {
    expect(aggregate(window, 11, 12)).toEqual([])
  })
})

describe('a range of a count', () => {
  const window: CountWindow = {
    ...base,
    kind: 'count',
    track: { kind: 'count', id: 'tokens', title: 'Tokens processed', unit: 'tokens', series: ['decode', 'prefill'] },
    length: 2,
    start: Float64Array.of(0, 4),
    ends: 8,
    sum: Float64Array.of(40, 80, 0, 12),
  }

  it('is its sum, rows that reach over an end by their share, and the rate', () => {
    // [2, 6): half of 40 and half of 80 in four seconds; of prefill half of 12
    const [decode, prefill] = aggregate(window, 2, 6)
    expect(decode).toMatchObject({ sum: 60, mean: 15 })
    expect(prefill).toMatchObject({ sum: 6, mean: 1.5 })
  })
})

describe('a range of spans', () => {
  const window: SpanWindow = {
    ...base,
    kind: 'span',
    track: { kind: 'span', id: 'requests', title: 'Requests', unit: 'requests', series: ['queued', 'decode'] },
    length: 3,
    start: Float64Array.of(0, 1, 5),
    end: Float64Array.of(3, 9, 6),
    lane: Int32Array.of(0, 1, 0),
    state: Uint8Array.of(0, 1, 1),
    item: Int32Array.of(0, 1, 2),
    lanes: 2,
  }

  it('is the time in each state, and how many were in it on average', () => {
    // [2, 6): queued 1 s; decode 4 s + 1 s in four seconds
    const [queued, decode] = aggregate(window, 2, 6)
    expect(queued).toMatchObject({ series: 'queued', sum: 1, mean: 0.25 })
    expect(decode).toMatchObject({ series: 'decode', sum: 5, mean: 1.25 })
  })
})
