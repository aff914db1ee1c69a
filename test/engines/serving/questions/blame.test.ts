/** Blame: parts that add up to a request's time to the last digit, and that name whoever the time went to. */

import { describe, expect, it } from 'vitest'
import { Phase, type RequestId } from '../../../../src/engines/serving/contracts/request.ts'
import { blameParts, ledgerOfRun } from '../../../../src/engines/serving/questions/blame.ts'
import type { ServingSimulation } from '../../../../src/engines/serving/simulation.ts'
import { decode } from '../../../../src/experiment/link.ts'
import { holdsFor } from '../../../laws/documents.ts'
import { finish, startedArms } from '../../../laws/runs.ts'
import { asking } from '../asking.ts'
import { heavyKv, runOf } from '../lab.ts'

const DIED = blameParts.indexOf('instance died')

/** Seconds by part of a request of the scripted laboratory, whose iterations last one second. */
const blameOf = (script: Parameters<typeof runOf>[0], request: number, setup = {}) =>
  blamed(runOf(script, { setup }).simulation, request)

/** Nanoseconds from a request's arrival to its end, or to now. */
function lifeOf({ cluster, now }: ServingSimulation, request: number): number {
  const { arrival, ended } = cluster.requests
  return Math.round((Number.isNaN(ended[request]) ? now : ended[request]) * 1e9) - Math.round(arrival[request] * 1e9)
}

function blamed(simulation: ServingSimulation, request: number) {
  const report = asking(simulation).blame(request)
  if (report === null) throw new Error('no blame')
  return Object.fromEntries(report.parts.map((part, i) => [part, report.seconds[i]]))
}

/** The only arm of a link, at its end. */
function ran(settings: string) {
  const [run] = startedArms(decode(`#/lab?v=1&${settings}`).document)
  return finish(run)
}

describe('blame', () => {
  it('adds up to the time of every request until its end or now, in whole nanoseconds, whatever happens', () => {
    const seen = { ended: 0, inside: 0, orphaned: 0 }
    holdsFor(60, (document) => {
      for (const run of startedArms(document)) {
        const { cluster, simulation } = finish(run)
        const { ended, phase, count } = cluster.requests
        // Every request by one look at the run; of a few it is what a look at each alone says, from shortly before it came.
        const ledger = ledgerOfRun(simulation)
        for (let request = 0; request < count; request++) {
          const row = ledger.row(request as RequestId)
          expect(row.reduce((sum, each) => sum + each, 0)).toBe(lifeOf(simulation, request))
          expect(Math.min(0, ...row)).toBe(0)
          const isLookedAt = request % 24 === 0 || (cluster.totals.deaths > 0 && request % 6 === 0)
          if (isLookedAt)
            expect(Array.from(row, (each) => each / 1e9)).toEqual(Object.values(blamed(simulation, request)))
          if (phase[request] < Phase.finished) seen.inside++
          else seen.ended += Number(ended[request] > 0)
          if (row[DIED] > 0) seen.orphaned++
        }
      }
    })
    expect(seen.ended).toBeGreaterThan(100)
    expect(seen.inside).toBeGreaterThan(10)
    expect(seen.orphaned).toBeGreaterThan(2)
  })

  it('of a run that is still going on reaches to now', () => {
    holdsFor(20, (document) => {
      for (const run of startedArms(document)) {
        const { simulation } = run
        finish(run, 60, () => {
          const request = simulation.cluster.requests.count - 1
          if (request < 0) return
          const ticks = asking(simulation)
            .blame(request)
            ?.seconds.reduce((sum, each) => sum + Math.round(each * 1e9), 0)
          expect(ticks).toBe(lifeOf(simulation, request))
        })
      }
    })
  })

  it('of one that never ran is queueing, from its arrival to the end of the run', () => {
    // given a cache of 20,000 tokens, 20 requests a second and a stop at 10 s: request 63 arrived 6.554 s before it
    const { simulation } = ran('workload.rate=20&workload.requests=300&horizon.duration=10&kv.capacityTokens=20000')
    const { queueing, ...others } = blamed(simulation, 63)
    expect(queueing).toBeCloseTo(6.554, 3)
    expect(Object.values(others).every((part) => part === 0)).toBe(true)
    // and so for all who are left over, in this run and in one with more of them
    const more = ran('workload.rate=30&workload.requests=400&horizon.duration=12')
    for (const run of [simulation, more.simulation]) {
      for (let request = 0; request < run.cluster.requests.count; request += 7) {
        const ticks = asking(run)
          .blame(request)
          ?.seconds.reduce((sum, each) => sum + Math.round(each * 1e9), 0)
        expect(ticks, `request ${request}`).toBe(lifeOf(run, request))
      }
    }
  })

  it('counts what an instance’s death costs apart: its requests wait for another since then', () => {
    const { simulation } = ran('workload.rate=30&workload.requests=60&event.k.at=1&event.k.kind=kill')
    const parts = blamed(simulation, 0)
    // given request 0, alive when the only instance dies at 1 s: 0.988 s of its life were before, 1.202 s are since
    expect(simulation.now - 1).toBeCloseTo(1.202, 3)
    expect(parts['instance died']).toBeCloseTo(1.202, 3)
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(2.19, 3)
  })

  it('splits an iteration that is cut short as it would have been split at its end', () => {
    // given one stream in iterations of 1 s that are all overhead, and a stop at 2.5 s: half an iteration is under way
    const stopped = blameOf([{ prompt: 16, output: 9 }], 0, { horizon: { duration: 2.5 } })
    expect(stopped.overhead).toBeCloseTo(1.5, 3)
    expect(stopped['own prefill']).toBeCloseTo(1, 3)
    // and a death at 2.5 s of one of two instances: the half iteration is lost, and no wait for a death comes behind it
    const two = { placement: { id: 'aggregated', knobs: { instances: 2 } } }
    const killed = runOf([{ prompt: 16, output: 9 }], { setup: two, events: [{ key: 'k', at: 2.5, kind: 'kill' }] })
    const parts = blamed(killed.simulation, 0)
    expect(parts['others’ prefill']).toBeLessThan(0.01)
    expect(parts['instance died']).toBe(0)
    // one prompt piece at instance 0 and one at instance 1; 1.5 s of streams before, 6 s after
    expect(parts['own prefill']).toBeCloseTo(2, 3)
    expect(parts.overhead).toBeCloseTo(1.5 + 6, 2)
  })

  it('of the mean is the mean of the requests', () => {
    const script = [
      { prompt: 40, output: 6 },
      { at: 0.5, prompt: 90, output: 3 },
      { at: 2, prompt: 40, output: 9 },
    ]
    const { simulation } = runOf(script, {})
    const all = asking(simulation).blame(null)
    const each = script.map((_, request) => asking(simulation).blame(request))
    expect(all?.requests).toBe(3)
    all?.parts.forEach((part, i) => {
      const mean = each.reduce((sum, one) => sum + (one?.seconds[i] ?? Number.NaN), 0) / 3
      expect(all.seconds[i], part).toBeCloseTo(mean, 9)
    })
  })

  it('of iterations after a patch is that of what was patched in', () => {
    // given a decoder from the beginning, and the same one patched in at 0 s, before anything has run
    const settings = 'workload.requests=25'
    const [patched] = startedArms({
      ...decode(`#/lab?v=1&${settings}`).document,
      events: { p: { at: 0, kind: 'patch', patch: { decoder: { id: 'speculative', knobs: {} } } } },
    })
    const mean = asking(finish(patched).simulation).blame(null)
    expect(mean).toEqual(asking(ran(`${settings}&decoder=speculative`).simulation).blame(null))
    expect(mean).not.toEqual(asking(ran(settings).simulation).blame(null))
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
