/** Tides: as many requests as the mean rate says over whole periods, and most of them at high tide. */
import { expect, it } from 'vitest'
import { Stage } from './stage.ts'

it('keeps the mean rate and carries most requests at high tide', () => {
  const stage = new Stage('tides', { knobs: { rate: 10, swing: 1, period: 100, requests: 5000 } })
  const times: number[] = []
  while (stage.workload.peek() < Number.POSITIVE_INFINITY) {
    times.push(stage.workload.peek())
    const request = stage.memory.addRow()
    stage.workload.take(request)
  }
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const whole = times.filter((at) => at < 400).length
  expect(whole / 4000).toBeGreaterThan(0.95)
  expect(whole / 4000).toBeLessThan(1.05)
  // rate × (1 − cos): over the quarter around low tide 1/4 − 1/π·sin(π/4) of a period's requests, 2.5 %; around high tide 47.5 %
  const around = (phase: number) => times.filter((at) => at < 400 && Math.abs((at % 100) - phase) < 12.5).length / whole
  expect(around(50)).toBeGreaterThan(0.42)
  expect(around(50)).toBeLessThan(0.53)
  expect(times.filter((at) => at < 400 && (at % 100 < 12.5 || at % 100 > 87.5)).length / whole).toBeLessThan(0.05)
})
