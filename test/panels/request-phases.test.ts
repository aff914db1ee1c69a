/** The way of one request, read out of the spans of all: its own stays in order, and how long it was in each phase. */
import { describe, expect, it } from 'vitest'
import type { SpanWindow } from '../../src/kernel/tracks.ts'
import { phaseStays, phaseTotals } from '../../src/panels/inspect/request-phases.ts'

/** Request 7 waits, runs, is preempted and runs again, in a lane that request 8 takes over; row 2 was folded with others. */
const window: SpanWindow = {
  ...{ from: 0, until: 20, computed: 20, fold: 1, kind: 'span', length: 6, lanes: 1 },
  track: {
    kind: 'span',
    id: 'requests',
    title: 'Requests',
    unit: 'requests',
    series: ['queued', 'decode', 'preempted'],
  },
  start: Float64Array.of(0, 2, 3, 5, 6, 9),
  end: Float64Array.of(2, 3, 5, 6, 9, 10),
  state: Uint8Array.of(0, 1, 1, 2, 1, 0),
  item: Int32Array.of(7, 7, -1, 7, 7, 8),
  lane: new Int32Array(6),
}

describe('the phases of a request', () => {
  it('are its own stays, in order of time', () => {
    expect(phaseStays(window, 7).map(({ phase, start, end }) => `${phase} ${start}–${end}`)).toEqual([
      'queued 0–2',
      'decode 2–3',
      'preempted 5–6',
      'decode 6–9',
    ])
    expect(phaseStays(window, 9)).toEqual([])
  })

  it('add up by phase, in the order in which it first came to them', () => {
    expect(phaseTotals(phaseStays(window, 7))).toEqual([
      { phase: 'queued', time: 2, stays: 1, first: 0 },
      { phase: 'decode', time: 4, stays: 2, first: 2 },
      { phase: 'preempted', time: 1, stays: 1, first: 5 },
    ])
  })
})
