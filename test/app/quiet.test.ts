/** What may wait begins when the page has fetched nothing for a while. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { whenQuiet } from '../../src/app/quiet.ts'

let fetched: () => void
let isWatching: boolean

beforeEach(() => {
  vi.useFakeTimers()
  isWatching = true
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(listener: () => void) {
        fetched = listener
      }
      observe() {
        isWatching = true
      }
      disconnect() {
        isWatching = false
      }
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('waits as long again after each thing that is fetched, and calls once', () => {
  const then = vi.fn()
  whenQuiet(4000, then)
  vi.advanceTimersByTime(3000)
  fetched()
  vi.advanceTimersByTime(3999)
  expect(then).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(then).toHaveBeenCalledTimes(1)
  expect(isWatching).toBe(false)
  vi.advanceTimersByTime(60_000)
  expect(then).toHaveBeenCalledTimes(1)
})

it('calls nobody once it is stopped', () => {
  const then = vi.fn()
  const stop = whenQuiet(4000, then)
  stop()
  vi.advanceTimersByTime(60_000)
  expect(then).not.toHaveBeenCalled()
  expect(isWatching).toBe(false)
})
