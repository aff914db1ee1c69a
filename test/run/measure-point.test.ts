/** Points of a sweep: the same numbers as the run of that document, and a row with its reason where nothing can run. */
import { describe, expect, it } from 'vitest'
import { edit } from '../../src/experiment/edit.ts'
import { pointsOf } from '../../src/experiment/points.ts'
import { measurePoint } from '../../src/run/measure-point.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { type RateJob, type RateOutcome, type RateStep, searchRate } from '../../src/worker/asked/searches.ts'
import { createPointWorker } from '../../src/worker/sweep-points.ts'
import { documentOf, finished, tickingClock } from './documents.ts'

const swept = documentOf({ sweep: { axes: { x: { path: 'workload.rate', values: [10, 40] } } } })

describe('a point', () => {
  it('has the digest of the same document run with tracks', () => {
    const { points } = pointsOf(swept)
    const [, fast] = points.map((point) => measurePoint(swept, point, new Shelf()))
    // when the second value is put into the set-up by hand and run as the page does
    const byHand = finished(edit(documentOf(), 'setup.workload.knobs.rate', 40)).summaries()
    expect(fast.summary?.digest).toBe(byHand.a.digest)
    expect(fast.at).toEqual({ 'workload.rate': 40 })
  })

  it('that cannot run is a result with its reason', () => {
    // given 405 billion parameters of 2 bytes, 810 GB, on one card of 80 GB
    const document = documentOf({ sweep: { axes: { x: { path: 'model', values: ['llama-3.1-405b'] } } } })
    const [point] = pointsOf(document).points
    const { summary, problem } = measurePoint(document, point, new Shelf())
    expect(summary).toBeNull()
    expect(problem?.message).toMatch(/GB/)
  })
})

describe('a worker of the pool', () => {
  const worker = () => createPointWorker({ clock: tickingClock(), breathe: async () => undefined })

  it('measures the point of a place with the metrics of its summary', async () => {
    const measuring = worker()
    await measuring.loadPoints({ document: swept, tables: [] })
    const figures = await measuring.measurePoint(1)
    const { summary } = measurePoint(swept, pointsOf(swept).points[1], new Shelf())
    expect(figures.digest).toBe(summary?.digest)
    expect(figures.metrics).toEqual(summary?.metrics)
  })

  it('finds the rate at which an arm of a real set-up begins to miss its limits', async () => {
    // given 60 requests of 300 + 20 tokens that have to begin within 40 ms
    const document = [
      ['setup.workload.knobs.requests', 60],
      ['setup.classes.interactive.ttft', 0.04],
    ].reduce((before, [path, value]) => edit(before, `${path}`, value), documentOf())
    const rates: number[] = []
    const job: RateJob = {
      ...{ document, tables: [], path: 'workload.knobs.rate', arm: 'a' },
      spec: {
        ...{ start: 4, min: 0.001, max: 100_000, target: 0.9, tolerance: 0.05 },
        ...{ seeds: [1], confirmSeeds: [], most: 40 },
      },
    }
    const told = (step: unknown) => rates.push((step as RateStep).rate)
    const outcome = (await worker().errand(searchRate.id, [job], told)) as RateOutcome
    if (outcome.kind !== 'found') throw new Error(JSON.stringify(outcome))
    // then a run at that rate meets the target, and a run at the end of the bracket does not
    const attainment = (rate: number) =>
      finished(edit(document, 'setup.workload.knobs.rate', rate)).summaries().a.metrics.sloAttainment?.value ??
      Number.NaN
    expect(attainment(outcome.rate)).toBeGreaterThanOrEqual(0.9)
    expect(attainment(outcome.high)).toBeLessThan(0.9)
    expect(outcome.high / outcome.rate).toBeLessThanOrEqual(1.05)
    expect(rates[0]).toBe(4)
  })
})
