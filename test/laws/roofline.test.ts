/** No iteration does more than its roof allows, whatever knobs, events and patches a document has. */

import { describe, expect, it } from 'vitest'
import { stateOf } from '../../src/engines/serving/core/mechanism.ts'
import { interruptionState } from '../../src/engines/serving/mechanisms/interruption/state.ts'
import { decode } from '../../src/experiment/link.ts'
import { asking } from '../engines/serving/asking.ts'
import { holdsFor } from './documents.ts'
import { finish, type LawRun, startedArms } from './runs.ts'

const documents = Number(process.env.LAWS_DOCUMENTS ?? 60)

/** Points looked at; each lies on or under the roof. */
function pointsUnderRoof({ simulation, cluster }: LawRun): number {
  let [seen, above] = [0, 0]
  for (let instance = 0; instance < cluster.instances.length; instance++) {
    const points = asking(simulation).roofline(0, simulation.now + 1, instance, 1000)
    if (points === null) continue
    for (let i = 0; i < points.length; i++) {
      seen++
      const time = points.time[i] * (1 + 1e-9)
      // NaN is under no roof
      if (!(points.flop[i] / time <= points.peak && points.bytes[i] / time <= points.bandwidth)) above++
    }
  }
  // Once a run: an expectation of every point takes longer than to find it.
  expect(above).toBe(0)
  return seen
}

const finished = (link: string): LawRun => finish(startedArms(decode(link).document)[0])

describe('points of the roofline', () => {
  it('lie on or under the roof in random documents', () => {
    let seen = 0
    holdsFor(documents, (document) => {
      for (const run of startedArms(document)) seen += pointsUnderRoof(finish(run))
    })
    expect(seen).toBeGreaterThan(documents)
  })

  it('lie under it where element-wise operators reach more of the bandwidth than others, and touch it where those rule', () => {
    const run = finished('#/lab?v=1&workload.requests=60&cost.memoryEfficiency=0.05')
    expect(pointsUnderRoof(run)).toBeGreaterThan(500)
    // 0.5 of 3.35 TB/s for norms and activations, where matrix products have 0.05
    expect(run.cluster.roles.costs[0].roof.memory / 0.5).toBeCloseTo(3.35e12, -6)
  })

  it('lie under it when the cost model is patched to a slower one and the instance was said to be faster than itself', () => {
    const run = finished(
      '#/lab?v=1&workload.requests=60&event.p.at=1&event.p.kind=patch&event.p.setup.cost.memoryEfficiency=0.2&event.s.at=2&event.s.kind=slow&event.s.factor=0.5',
    )
    expect(pointsUnderRoof(run)).toBeGreaterThan(100)
    expect(run.cluster.instances[0].state.slowdown).toBe(1)
  })

  it('lie under it for an iteration that was stopped and went on, whose time is the whole of it', () => {
    const run = finished(
      '#/lab?v=1&accelerator=a100-80gb-sxm&cost.form=kernels&workload.requests=250&workload.rate=12&lengths.prompt.mean=1500&lengths.prompt.cv=2&lengths.output=fixed&lengths.output.tokens=4&scheduler=deadline-first&scheduler.tokenBudget=2048&scheduler.order=slack&scheduler.stops=at+operators&placement=disaggregated',
    )
    expect(stateOf(run.cluster, interruptionState)?.counts.stops).toBeGreaterThan(0)
    expect(pointsUnderRoof(run)).toBeGreaterThan(50)
  })
})
