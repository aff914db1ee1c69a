/** Two arms request by request, by arithmetic on paper. */
import { describe, expect, it } from 'vitest'
import type { RequestTable } from '../../src/engines/asked.ts'
import { compareRequests, largest, measures } from '../../src/panels/compare/differences.ts'
import { createOrdering, orderedRows } from '../../src/panels/requests/request-columns.ts'

/** Requests with these times to the first token (NaN: none yet), all arriving one second apart, with prompts of 10 tokens. */
const table = (ttft: readonly number[], prompt = 10): RequestTable => {
  const int = (value: number) => Int32Array.from(ttft, () => value)
  return {
    length: ttft.length,
    phases: ['queued', 'decode', 'finished'],
    phase: Uint8Array.from(ttft, (value) => (Number.isNaN(value) ? 0 : 2)),
    promptTokens: int(prompt),
    outputTokens: int(5),
    emitted: int(5),
    cachedTokens: int(0),
    preemptions: int(0),
    drafted: int(0),
    accepted: int(0),
    instance: int(0),
    arrival: Float64Array.from(ttft, (_, row) => row),
    firstToken: Float64Array.from(ttft, (value, row) => row + value),
    ended: Float64Array.from(ttft, (value, row) => row + value + 4),
    largestGap: Float64Array.from(ttft, () => 1),
  }
}
const [ttft] = measures

describe('two arms, request by request', () => {
  it('counts who won, lost and stayed within one percent', () => {
    const { won, lost, same, median } = compareRequests(table([1, 1, 1, 1]), table([0.5, 2, 1.005, 0.9]), ttft)
    expect({ won, lost, same }).toEqual({ won: 2, lost: 1, same: 1 })
    // changes −0.5, −0.1, +0.005, +1: the median lies between −0.1 and 0.005
    expect(median).toBeCloseTo((-0.1 + 0.005) / 2)
  })

  it('sets aside what only one arm has, and requests that are not the same', () => {
    expect(compareRequests(table([1, Number.NaN, 1]), table([1, 1]), ttft)).toMatchObject({ same: 1, apart: 2 })
    expect(compareRequests(table([1]), table([1], 99), ttft)).toMatchObject({ same: 0, apart: 1 })
  })

  it('knows a request by its arrival and prompt where a burst has moved the rows', () => {
    const arrivals = (times: readonly number[], ttft: readonly number[]): RequestTable => ({
      ...table(ttft),
      arrival: Float64Array.from(times),
      firstToken: Float64Array.from(ttft, (value, row) => times[row] + value),
    })
    // the second arm has one more request at 1.5, before the one of 2
    const before = arrivals([0, 1, 2], [1, 1, 1])
    const after = arrivals([0, 1, 1.5, 2], [1, 1, 9, 3])
    const { differences, apart } = compareRequests(before, after, ttft)
    expect(differences.map(({ request, change }) => [request, change])).toEqual([
      [0, 0],
      [1, 0],
      [3, 2],
    ])
    expect(apart).toBe(1)
  })

  it('has no median where nothing can be compared', () => {
    expect(compareRequests(table([]), table([]), ttft).median).toBeNaN()
  })

  it('names the largest changes first', () => {
    const comparison = compareRequests(table([1, 1, 1]), table([2, 5, 3]), ttft)
    expect(largest(comparison, 'lost', 2).map(({ request }) => request)).toEqual([1, 2])
    expect(largest(comparison, 'won', 2)).toEqual([])
  })
})

describe('the order of requests', () => {
  it('sorts by a column, with what has not happened last either way', () => {
    const requests = table([3, Number.NaN, 1])
    expect(orderedRows(requests, null, { column: 'ttft', direction: 'up' })).toEqual([2, 0, 1])
    expect(orderedRows(requests, null, { column: 'ttft', direction: 'down' })).toEqual([0, 2, 1])
  })

  it('keeps one phase where asked, in order of arrival among equals', () => {
    const requests = table([3, Number.NaN, 1])
    expect(orderedRows(requests, 'finished', { column: 'prompt', direction: 'down' })).toEqual([0, 2])
  })

  it('is found once for a table, a phase, a column and a direction, however often it is asked for', () => {
    const requests = table([3, Number.NaN, 1])
    const ordered = createOrdering()
    const first = ordered(requests, null, { column: 'ttft', direction: 'up' })
    expect(first.rows).toEqual([2, 0, 1])
    expect(first.counts.reduce((sum, n) => sum + n, 0)).toBe(3)
    expect(ordered(requests, null, { column: 'ttft', direction: 'up' })).toBe(first)
    // each of the four makes another
    expect(ordered(requests, null, { column: 'ttft', direction: 'down' }).rows).toEqual([0, 2, 1])
    expect(ordered(requests, null, { column: 'request', direction: 'down' }).rows).toEqual([2, 1, 0])
    expect(ordered(requests, 'finished', { column: 'request', direction: 'down' }).rows).toEqual([2, 0])
    expect(ordered(table([1, 2]), 'finished', { column: 'request', direction: 'down' }).rows).toEqual([1, 0])
  })
})
