/**
 * What charts and summaries show adds up to what happened: amounts of count tracks to totals, levels to capacities, fractions to at most
 * one, percentiles in order. On random small documents.
 */

import { beforeAll, describe, expect, it } from 'vitest'
import { stateOf } from '../../src/engines/serving/core/mechanism.ts'
import { serving } from '../../src/engines/serving/index.ts'
import { speculationState } from '../../src/engines/serving/mechanisms/speculation/state.ts'
import { resolveHardware } from '../../src/engines/serving/set-up/hardware.ts'
import type { Distribution } from '../../src/kernel/engine.ts'
import { holdsFor } from './documents.ts'
import { finish, type LawRun, startedArms } from './runs.ts'

const documents = Number(process.env.LAWS_DOCUMENTS ?? 250)

type Law = (run: LawRun) => void

const onEveryRun = (law: Law): void =>
  holdsFor(documents, (document) => {
    for (const run of startedArms(document)) law(finish(run))
  })

/** Names of the laws that do not hold. Every run is made once for all of them: that takes far longer than to look at it. */
function brokenOf(laws: Readonly<Record<string, Law>>): ReadonlySet<string> {
  const broken = new Set<string>()
  onEveryRun((run) => {
    for (const [name, law] of Object.entries(laws)) {
      if (broken.has(name)) continue
      try {
        law(run)
      } catch {
        broken.add(name)
      }
    }
  })
  return broken
}

/** Sums by series over the whole run. */
function amounts({ recorder, simulation }: LawRun, id: string): number[] {
  const window = recorder.window(id, 0, simulation.now, 200)
  if (window?.kind !== 'count') throw new Error(`no count track ${id}`)
  return window.track.series.map((_, series) => {
    let sum = 0
    for (let i = 0; i < window.length; i++) sum += window.sum[series * window.length + i]
    return sum
  })
}

let tried = 0

const laws: Readonly<Record<string, Law>> = {
  'tracks of amounts add up to the totals of the run': (run) => {
    const { totals, requests } = run.cluster
    const turnedAway = totals.rejected + totals.cancelled + totals.timedOut
    expect(amounts(run, 'arrivals')).toEqual([requests.count, totals.finished, totals.preemptions, turnedAway])
    const [decode, prefill] = amounts(run, 'tokens')
    expect(decode).toBe(totals.tokensEmitted)
    expect(prefill).toBeLessThanOrEqual(totals.tokensProcessed)
    const drafts = stateOf(run.cluster, speculationState)?.counts
    if (drafts === undefined) return
    const { accepted, rejected, discarded, bonus, rounds } = drafts
    expect(amounts(run, 'acceptance')).toEqual([accepted, rejected, discarded, bonus, rounds])
  },

  'tracks of occupancy stay within the cache, and those of queues within what has arrived': (run) => {
    const { cluster, recorder, simulation } = run
    for (const { index, kv } of cluster.instances) {
      const window = recorder.window(`kv/${index}`, 0, simulation.now, 200)
      const queue = recorder.window(`queue/${index}`, 0, simulation.now, 200)
      if (window?.kind !== 'level' || queue?.kind !== 'level') throw new Error('no level track')
      expect(window.track.capacity).toBe(kv.capacityTokens)
      for (let i = 0; i < window.length; i++) {
        const [decode, prefill, cached] = [0, 1, 2].map((series) => window.mean[series * window.length + i])
        // Float32 means: seven digits
        expect(decode + prefill + cached).toBeLessThanOrEqual(kv.capacityTokens * (1 + 1e-6))
      }
      for (const low of [...window.low, ...queue.low]) expect(low).toBeGreaterThanOrEqual(0)
      for (const high of queue.high) expect(high).toBeLessThanOrEqual(cluster.requests.count)
    }
  },

  'tracks of experts hold a pair for every token, active expert and layer': (run) => {
    const { totals, setup } = run.cluster
    const { experts } = resolveHardware(setup).model
    if (!experts) return
    const window = run.recorder.window('experts', 0, run.simulation.now, 200)
    if (window?.kind !== 'grid') throw new Error('no grid')
    const pairs = window.sum.reduce((sum, each) => sum + each, 0)
    const started = pairs / (experts.active * window.layers)
    // Iterations that were cut short (time limit, dead instance) went through the gates and brought nothing.
    expect(started).toBeGreaterThanOrEqual(totals.tokensProcessed)
    const isWhole =
      run.simulation.summary().ending === 'drained' && run.cluster.instances.every((i) => i.state.life === 0)
    if (!isWhole) return
    expect(started).toBe(totals.tokensProcessed)
    tried++
  },

  'summaries have finite numbers, fractions up to one, and percentiles in order': ({ simulation }) => {
    const { metrics, report } = simulation.summary()
    for (const { id, unit, isSigned } of described) {
      const value = metrics[id]?.value ?? null
      if (value === null) continue
      expect(Number.isFinite(value), id).toBe(true)
      expect(value, id).toBeGreaterThanOrEqual(isSigned ? -1 : 0)
      if (isSigned) expect(value, id).toBeLessThanOrEqual(1)
      if (unit === 'fraction') expect(value, id).toBeLessThanOrEqual(1)
    }
    for (const name of ['ttft', 'tpot', 'itl', 'e2e', 'largestGap']) {
      const { n, mean, p50, p90, p99, max } = report[name] as Distribution
      if (n === 0) continue
      expect([p50, p90, p99, max], name).toEqual([p50, p90, p99, max].toSorted((a, b) => a - b))
      expect(mean, name).toBeLessThanOrEqual(max * (1 + 1e-9))
    }
    // what is in `--json` is JSON
    expect(() => JSON.stringify(report)).not.toThrow()
  },
}
const described = serving.describe().metrics

describe('in every run', () => {
  let broken: ReadonlySet<string> = new Set()
  beforeAll(() => {
    broken = brokenOf(laws)
  })

  it.each(Object.entries(laws))('%s', (name, law) => {
    // A law that is broken is tried alone, so that its document shrinks to what matters.
    if (broken.has(name)) onEveryRun(law)
    expect(broken).not.toContain(name)
  })

  it('there were experts to look at', () => {
    expect(tried).toBeGreaterThan(documents / 60)
  })
})
