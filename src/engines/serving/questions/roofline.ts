/**
 * Iterations as points of a roofline, of one device of the instance: FLOP and bytes of all operators together, and the rates of the
 * cost model that no operator beats, so that a point on the roof means an iteration bound by it and none lies above.
 */

import type { Seconds } from '../../../kernel/units.ts'
import type { RooflinePoints } from '../asked.ts'
import type { Cluster } from '../core/cluster.ts'
import type { Past, Twin } from '../core/past.ts'
import type { Roof } from '../cost/roof.ts'

export interface RooflinePoint {
  readonly start: Seconds
  readonly time: Seconds
  readonly flop: number
  readonly bytes: number
  readonly decodeTokens: number
  readonly prefillTokens: number
  /** The cost model's as the iteration ran: a patch may bring another. */
  readonly roof: Roof
}

/** A stretch of the run to look at, and how many iterations it stands for. */
export interface Sampling {
  readonly from: Seconds
  readonly until: Seconds
  /** Iterations to look at, at most. */
  readonly most: number
}

/** A range of more iterations is looked at in places: this many in each of eight. */
const PLACES = 8
const MOST_EACH = 2500

/** Null of a range that is empty, or an instance that is not there. */
export function roofline(
  past: Past,
  asked: { readonly from: Seconds; readonly until: Seconds; readonly instance: number; readonly most: number },
): RooflinePoints | null {
  const { from, instance, most } = asked
  const { cluster, now } = past
  const until = Math.min(asked.until, now)
  if (from >= until || cluster.instances[instance] === undefined) return null
  const begins = samplingTimes({ from, until, end: now, iterations: cluster.totals.iterations })
  const sample = begins.map((begin) => pointsFrom(past.twinBefore(begin.from), instance, begin))
  return rooflineOf(cluster, instance, sample, most)
}

/** Where to look: the whole range, or places evenly spread over one that would take too long to simulate again. */
function samplingTimes({
  from,
  until,
  end,
  iterations,
}: {
  readonly from: Seconds
  readonly until: Seconds
  /** Simulated time so far, and the iterations in it. */
  readonly end: Seconds
  readonly iterations: number
}): readonly Sampling[] {
  const expected = iterations * ((until - from) / end)
  if (expected <= PLACES * MOST_EACH) return [{ from, until, most: Number.POSITIVE_INFINITY }]
  const step = (until - from) / PLACES
  return Array.from({ length: PLACES }, (_, place) => ({
    from: from + place * step,
    until: from + (place + 1) * step,
    most: MOST_EACH,
  }))
}

/** The iterations of an instance that began in the stretch. */
function pointsFrom(twin: Twin, instance: number, { from, until, most }: Sampling): readonly RooflinePoint[] {
  const points: RooflinePoint[] = []
  const { queue } = twin.cluster
  // The way there need not be watched; an iteration that is under way at `from` began before it.
  while (queue.nextTime < from && twin.advance(from, 1024) === 'more');
  let isOver = false
  twin.watch((index, slot) => {
    if (index !== instance || isOver) return
    const { start } = twin.cluster.instances[index].batches[slot].state
    if (start >= until || points.length >= most) isOver = true
    else if (start >= from) points.push(pointOf(twin.cluster, instance, slot))
  })
  while (
    !isOver &&
    queue.nextTime < Number.POSITIVE_INFINITY &&
    twin.now < until &&
    twin.advance(until, 64) === 'more'
  ) {
    if (queue.nextTime > until) break
  }
  // The last iteration that began inside ends after it.
  const isUnderWay = () =>
    twin.cluster.instances[instance].batches.some(({ state }) => state.inFlight && state.start < until)
  while (!isOver && isUnderWay() && twin.advance(Number.POSITIVE_INFINITY, 1) === 'more');
  twin.watch(null)
  return points
}

/** What the batch in a slot of an instance demanded of the chip. */
function pointOf(cluster: Cluster, instance: number, slot: number): RooflinePoint {
  const { state, work } = cluster.instances[instance].batches[slot]
  let flop = 0
  let bytes = 0
  const cost = cluster.roles.costs[instance]
  for (const term of cost.explain(work)) {
    flop += term.flop
    bytes += term.bound === 'network' ? 0 : term.bytes
  }
  const { start, end, whole, decodeTokens, prefillTokens } = state
  // An iteration that was stopped and went on took longer than from its last start.
  const time = whole - (end - start) > 1e-9 ? whole : end - start
  return { start, time, flop, bytes, decodeTokens, prefillTokens, roof: cost.roof }
}

/** At most `most` of the points, evenly spread in order, under the highest roof that one of them ran under. */
function rooflineOf(
  cluster: Cluster,
  instance: number,
  samples: readonly (readonly RooflinePoint[])[],
  most: number,
): RooflinePoints {
  const points = samples.flat()
  const now = cluster.roles.costs[instance].roof
  const roofs = points.length === 0 ? [now] : points.map(({ roof }) => roof)
  const peak = roofs.reduce((most, { flops }) => Math.max(most, flops), 0)
  const bandwidth = roofs.reduce((most, { memory }) => Math.max(most, memory), 0)
  const stride = Math.max(1, Math.ceil(points.length / most))
  const kept = points.filter((_, i) => i % stride === 0)
  const column = (read: (point: RooflinePoint) => number) => Float64Array.from(kept, read)
  return {
    length: kept.length,
    start: column(({ start }) => start),
    time: column(({ time }) => time),
    flop: column(({ flop }) => flop),
    bytes: column(({ bytes }) => bytes),
    decodeTokens: column(({ decodeTokens }) => decodeTokens),
    prefillTokens: column(({ prefillTokens }) => prefillTokens),
    iterations: points.length,
    peak,
    bandwidth,
    ridge: peak / bandwidth,
  }
}
