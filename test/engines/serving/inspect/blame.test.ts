/** Blame: parts that add up to a request's time to the last digit, and that name whoever the time went to. */
import { describe, expect, it } from 'vitest'
import { Phase } from '../../../../src/engines/serving/requests.ts'
import { holdsFor } from '../../../laws/documents.ts'
import { finish, startedArms } from '../../../laws/runs.ts'
import { heavyKv, runOf } from '../lab.ts'

/** Seconds by part of a request of the scripted laboratory, whose iterations last one second. */
function blameOf(script: Parameters<typeof runOf>[0], request: number, setup = {}) {
  const report = runOf(script, { setup }).simulation.blame(request)
  if (report === null) throw new Error('no blame')
  return Object.fromEntries(report.parts.map((part, i) => [part, report.seconds[i]]))
}

describe('blame', () => {
  it('adds up to the time of every request, in whole nanoseconds, whatever happens', () => {
    let requests = 0
    holdsFor(60, (document) => {
      for (const run of startedArms(document)) {
        const { cluster, simulation } = finish(run)
        const { arrival, ended, phase, count } = cluster.requests
        for (let request = 0; request < Math.min(count, 8); request++) {
          if (phase[request] < Phase.finished) continue
          const report = simulation.blame(request)
          const ticks = report?.seconds.reduce((sum, each) => sum + Math.round(each * 1e9), 0)
          expect(ticks).toBe(Math.round(ended[request] * 1e9) - Math.round(arrival[request] * 1e9))
          requests++
        }
      }
    })
    expect(requests).toBeGreaterThan(100)
  }, 120_000)

  it('of the mean is the mean of the requests', () => {
    const script = [
      { prompt: 40, output: 6 },
      { at: 0.5, prompt: 90, output: 3 },
      { at: 2, prompt: 40, output: 9 },
    ]
    const { simulation } = runOf(script, {})
    const all = simulation.blame(null)
    const each = script.map((_, request) => simulation.blame(request))
    expect(all?.requests).toBe(3)
    all?.parts.forEach((part, i) => {
      const mean = each.reduce((sum, one) => sum + (one?.seconds[i] ?? Number.NaN), 0) / 3
      expect(all.seconds[i], part).toBeCloseTo(mean, 9)
    })
  })

  it('calls the wait for an iteration under way queueing, and iterations of prompts alone those of others', () => {
    // a decodes; b comes in the middle of an iteration, and its prompt runs alone for a second while a stands still
    const setup = { scheduler: { id: 'prefill-first' } }
    const script = [
      { prompt: 16, output: 6 },
      { at: 1.5, prompt: 16, output: 2 },
    ]
    expect(blameOf(script, 1, setup).queueing).toBeCloseTo(0.5, 3)
    expect(blameOf(script, 1, setup)['own prefill']).toBeCloseTo(1, 3)
    expect(blameOf(script, 0, setup)['others’ prefill']).toBeCloseTo(1, 3)
    expect(blameOf(script, 0, { scheduler: { id: 'chunked-prefill' } })['others’ prefill']).toBeLessThan(0.01)
  })

  it('calls the time on the host and back preemption, and that on a link transfer', () => {
    const moved = blameOf([{ prompt: 16, output: 3 }], 0, {
      ...heavyKv,
      placement: { id: 'disaggregated' },
      interconnect: { id: 'kv-transfer', knobs: { linkGBs: 10, scatterGBs: 10_000, messageUs: 0 } },
    })
    // one block of 10 GB over 10 GB/s, and one more to scatter it
    expect(moved.transfer).toBeGreaterThan(1)
    expect(moved.transfer).toBeLessThan(2.5)
  })
})
