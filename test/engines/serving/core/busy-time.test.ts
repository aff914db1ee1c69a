/** Busy time is the union of the iterations under way: whatever overlaps counts once, whatever is cut short up to there. */

import { describe, expect, it } from 'vitest'
import { stateOf } from '../../../../src/engines/serving/core/mechanism.ts'
import { timeOn } from '../../../../src/engines/serving/mechanisms/fleet/in-use.ts'
import { interruptionState } from '../../../../src/engines/serving/mechanisms/interruption/state.ts'
import { upkeepOf } from '../../../../src/engines/serving/metrics/upkeep.ts'
import { decode } from '../../../../src/experiment/link.ts'
import { holdsFor } from '../../../laws/documents.ts'
import { finish, type LawRun, startedArms } from '../../../laws/runs.ts'
import { runOf } from '../lab.ts'

type Interval = readonly [start: number, end: number]

/** Length of the union, by sorting: no accounting as events come. */
function unionOf(intervals: readonly Interval[]): number {
  let length = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const [start, end] of intervals.toSorted(([a], [b]) => a - b)) {
    length += Math.max(0, end - Math.max(start, reached))
    reached = Math.max(reached, end)
  }
  return length
}

/** Runs to the end, and writes down every iteration by instance: ended, lost with its instance, or under way at the end. */
function watched(run: LawRun): readonly (readonly Interval[])[] {
  const { simulation, cluster } = run
  const intervals: Interval[][] = cluster.instances.map(() => [])
  const note = (instance: number, slot: number, until: number): void => {
    const { start } = cluster.instances[instance].batches[slot].state
    if (start < until) intervals[instance].push([start, until])
  }
  simulation.watch(
    (instance, slot) => note(instance, slot, cluster.instances[instance].batches[slot].state.end),
    (instance, slot, at) => {
      if (cluster.instances[instance].batches[slot].state.inFlight) note(instance, slot, at)
    },
  )
  finish(run)
  for (const { index, batches } of cluster.instances) {
    for (const [slot, { state }] of batches.entries()) if (state.inFlight) note(index, slot, simulation.now)
  }
  return intervals
}

function ran(settings: string) {
  const [run] = startedArms(decode(`#/lab?v=1&${settings}`).document)
  return finish(run).simulation.summary().report as { readonly busy: number; readonly power: number }
}

describe('busy time', () => {
  it.each([
    [
      'bursts on stages of a pipeline that overlap',
      'placement.pipeline=4&workload=bursty&workload.rate=0.3&workload.requests=100&lengths.output=fixed&lengths.output.tokens=200',
      0.17,
      111.4,
    ],
    [
      'the same with Poisson arrivals',
      'placement.pipeline=4&workload.rate=0.3&workload.requests=100&lengths.output=fixed&lengths.output.tokens=200',
      0.33,
      149.4,
    ],
    ['a pipeline that is nearly saturated', 'placement.pipeline=4&workload.rate=1&workload.requests=100', 0.985, 310.7],
    ['one batch at a time, where nothing overlaps', 'workload.rate=4&workload.requests=200', 0.9986, 384.7],
  ])('of %s is that of the union, and so is the power', (_, settings, busy, power) => {
    const report = ran(settings)
    expect(report.busy).toBeCloseTo(busy, busy === 0.9986 ? 4 : 3)
    expect(report.power).toBeCloseTo(power, 1)
  })

  it.each([
    'placement.pipeline=4&workload.rate=40&workload.requests=200',
    'placement=partitioned&workload.rate=50&workload.requests=300',
  ])('is at most the whole time: %s', (settings) => {
    const { busy } = ran(settings)
    expect(busy).toBeGreaterThan(0.99)
    expect(busy).toBeLessThanOrEqual(1)
  })

  it('counts the iteration under way up to the end of the run, or to the death of its instance', () => {
    // given iterations of 1 s from 0 on and a stop at 2.5 s: two and a half were under way
    const stopped = runOf([{ prompt: 16, output: 9 }], { setup: { horizon: { duration: 2.5 } } })
    expect(stopped.report.busy).toBeCloseTo(1, 9)
    // and a death at 2.5 s with a restore at 7.5 s: 2.5 s before, 7 iterations of 1 s after, of 14.5 s in all
    const events = [
      { key: 'k', at: 2.5, kind: 'kill' },
      { key: 'r', at: 7.5, kind: 'restore' },
    ]
    const killed = runOf([{ prompt: 16, output: 9 }], { events })
    expect(killed.report.busy).toBeCloseTo(9.5 / 14.5, 4)
  })

  it('is the union of the intervals in every run, and at most the time that instances are on', () => {
    let overlapping = 0
    let cut = 0
    holdsFor(200, (document) => {
      for (const run of startedArms(document)) {
        const intervals = watched(run)
        const { cluster, simulation } = run
        const { busy } = upkeepOf(cluster, simulation.now, 0)
        expect(busy).toBe((simulation.summary().report as { busy: number }).busy)
        expect(busy).toBeLessThanOrEqual(1)
        // Batches stopped at a boundary and taken up again are told only from there on.
        if ((stateOf(cluster, interruptionState)?.counts.stops ?? 0) > 0 || simulation.now === 0) continue
        const union = intervals.reduce((sum, each) => sum + unionOf(each), 0)
        const on = timeOn(cluster, simulation.now)
        expect(busy * on).toBeCloseTo(union, 9)
        const times = intervals.flat().reduce((sum, [start, end]) => sum + end - start, 0)
        if (times > union * 1.01) overlapping++
        if (cluster.totals.deaths > 0) cut++
      }
    })
    expect(overlapping).toBeGreaterThan(10)
    expect(cut).toBeGreaterThan(10)
  })
})
