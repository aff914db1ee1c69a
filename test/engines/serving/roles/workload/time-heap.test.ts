import fc from 'fast-check'
import { expect, it } from 'vitest'
import { earliestTime, popEarliest, pushTime } from '../../../../../src/engines/serving/roles/workload/time-heap.ts'

it('gives keys back by time, and by key where times are equal', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }), (times) => {
      const heap = { times: [] as number[], keys: [] as number[] }
      times.forEach((time, key) => {
        pushTime(heap, time, key)
      })
      const popped = times.map(() => popEarliest(heap))
      expect(popped).toEqual(times.map((_, key) => key).sort((a, b) => times[a] - times[b] || a - b))
      expect(earliestTime(heap)).toBe(Number.POSITIVE_INFINITY)
    }),
  )
})
