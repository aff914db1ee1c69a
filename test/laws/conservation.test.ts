/**
 * What no run may lose or make: requests, tokens, blocks, time. On random small documents over all roles, knobs and events.
 */

import { describe, expect, it } from 'vitest'
import { Phase, phaseNames } from '../../src/engines/serving/contracts/request.ts'
import { stateOf } from '../../src/engines/serving/core/mechanism.ts'
import { denoisingState } from '../../src/engines/serving/mechanisms/denoising/state.ts'
import { speculationState } from '../../src/engines/serving/mechanisms/speculation/state.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { heldBy, nothingHeld } from '../engines/serving/held.ts'
import { holdsFor } from './documents.ts'
import { finish, type LawRun, startedArms } from './runs.ts'

/** Documents a law is tried on. CI has some 1,400 of them in all; LAWS_DOCUMENTS asks for more. */
const documents = Number(process.env.LAWS_DOCUMENTS ?? 400)

describe('conservation', () => {
  it('keeps requests, tokens, blocks and the order of time', () => {
    let drained = 0
    let runs = 0
    holdsFor(documents, (document) => {
      for (const run of startedArms(document)) {
        let before = 0
        finish(run, 50, () => {
          expect(run.simulation.now).toBeGreaterThanOrEqual(before)
          before = run.simulation.now
          expectRequestsKept(run)
          expectBlocksKept(run)
        })
        expectRequestsKept(run)
        expectBlocksKept(run)
        expectTokensKept(run)
        expectTimesInOrder(run)
        runs++
        const { ending } = run.simulation.summary()
        expect(ending).not.toBe('running')
        if (ending !== 'drained') continue
        drained++
        expectNothingHeld(run, lastEventOf(document))
      }
    })
    // then the law was tried on something: most runs drain
    expect(drained).toBeGreaterThan(documents / 2)
    expect(runs).toBeGreaterThan(documents)
  })
})

/** arrived = finished + running + waiting + rejected + cancelled + timed out, and each has the phase it is counted under. */
function expectRequestsKept({ simulation, cluster }: LawRun): void {
  const { requests } = simulation.summary().report as { readonly requests: Record<string, number> }
  const { finished, running, waiting, rejected, cancelled, timedOut } = requests
  expect(requests.arrived).toBe(finished + running + waiting + rejected + cancelled + timedOut)
  const phases = phaseNames.map(() => 0)
  for (let i = 0; i < cluster.requests.count; i++) phases[cluster.requests.phase[i]]++
  expect(phases.slice(Phase.finished)).toEqual([finished, rejected, cancelled, timedOut])
}

/** free + idle + used = all; used = blocks that someone refers to; references = entries of all block tables. */
function expectBlocksKept({ cluster }: LawRun): void {
  for (const { kv } of cluster.instances) {
    for (const rank of kv.ranks) {
      const { free, idle, used, referenced } = rank.pool.audit()
      expect(free + idle + used).toBe(rank.totalBlocks)
      expect(referenced).toBe(used)
      const tables = rank.audit()
      expect(tables.blocks).toBe(used)
      expect(tables.entries).toBe(rank.pool.references.reduce((sum, count) => sum + count, 0))
    }
  }
}

/**
 * Every position processed is one that a request still has, one that was lost to a preemption, or a draft that came to nothing;
 * positions found in the prefix cache were not processed:
 *
 *   processed = Σ computed + lost − prefix hits + (rejected + discarded drafts + rounds that ended without an own token)
 *                + places computed that stayed masked
 *
 * and a request that has emitted e > 0 tokens and holds its KV has computed prompt + e − 1 positions: its last token's KV is
 * never needed. For a drained autoregressive run without preemption that is Σ (prompt + output − 1) − hits.
 */
function expectTokensKept({ cluster }: LawRun): void {
  const { requests, totals, instances } = cluster
  const drafts = stateOf(cluster, speculationState)?.counts ?? { rejected: 0, discarded: 0, rounds: 0 }
  let computed = 0
  let emitted = 0
  let finished = 0
  for (let i = 0; i < requests.count; i++) {
    computed += requests.computed[i]
    emitted += requests.emitted[i]
    if (requests.phase[i] !== Phase.finished) continue
    finished++
    expect(requests.emitted[i]).toBe(requests.outputTokens[i])
    expect(requests.computed[i]).toBe(requests.promptTokens[i] + requests.outputTokens[i] - 1)
  }
  let hits = 0
  for (const { kv } of instances) for (const rank of kv.ranks) hits += rank.hits.tokens + rank.hits.tokensAgain
  // Requests of a batch in flight have their prefix hits counted and their pieces not yet: those at a time limit are as exact.
  const { masked } = stateOf(cluster, denoisingState)?.counts ?? { masked: 0 }
  const wasted = drafts.rejected + drafts.discarded + masked
  const endedWithoutOwn = totals.tokensProcessed - (computed + totals.tokensRecomputed - hits + wasted)
  expect(totals.tokensEmitted).toBe(emitted)
  expect(endedWithoutOwn).toBeGreaterThanOrEqual(0)
  if (drafts.rounds === 0) expect(endedWithoutOwn).toBe(0)
  else expect(endedWithoutOwn).toBeLessThanOrEqual(finished)
}

/** arrival ≤ first token ≤ last token ≤ end ≤ now, and no token without its time. */
function expectTimesInOrder({ simulation, cluster }: LawRun): void {
  const { arrival, firstToken, lastToken, ended, emitted, phase, count } = cluster.requests
  let before = 0
  for (let i = 0; i < count; i++) {
    const over = phase[i] >= Phase.finished
    expect(arrival[i]).toBeGreaterThanOrEqual(before)
    before = arrival[i]
    expect(Number.isNaN(ended[i])).toBe(!over)
    expect(Number.isNaN(firstToken[i])).toBe(emitted[i] === 0)
    const times = [arrival[i], ...(emitted[i] > 0 ? [firstToken[i], lastToken[i]] : []), ...(over ? [ended[i]] : [])]
    for (let k = 1; k < times.length; k++) expect(times[k]).toBeGreaterThanOrEqual(times[k - 1])
    expect(times.at(-1)).toBeLessThanOrEqual(simulation.now)
  }
}

const lastEventOf = ({ events = {} }: Experiment): number => Math.max(0, ...Object.values(events).map(({ at }) => at))

/** A drained cluster holds no block, no bytes in host memory, no request; its clock stands where the last thing happened. */
function expectNothingHeld({ simulation, cluster }: LawRun, lastEvent: number): void {
  expect(heldBy(cluster)).toEqual(nothingHeld)
  for (const { kv, state, running, waiting } of cluster.instances) {
    for (const rank of kv.ranks) expect(rank.pool.used).toBe(0)
    expect(state).toMatchObject({ outstanding: 0, queuedTokens: 0 })
    expect([running.length, waiting.length]).toEqual([0, 0])
  }
  const last = Math.max(0, ...cluster.requests.ended.subarray(0, cluster.requests.count))
  expect(simulation.now).toBeLessThanOrEqual(Math.max(last, lastEvent))
}
