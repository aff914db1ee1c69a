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
import { countHappenings, nothingHappened } from './happenings.ts'
import { finish, type LawRun, startedArms } from './runs.ts'

/** Documents a law is tried on: as many as make everything happen. LAWS_DOCUMENTS asks for more. */
const documents = Math.max(1100, Number(process.env.LAWS_DOCUMENTS ?? 0))

describe('conservation', () => {
  it('keeps requests, tokens, blocks and the order of time, whatever happens, and everything does, many times', () => {
    const happenings = nothingHappened()
    let [drained, stranded, runs] = [0, 0, 0]
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
        countHappenings(happenings, run)
        runs++
        const { ending } = run.simulation.summary()
        expect(ending).not.toBe('running')
        stranded += expectEndingTold(run)
        if (ending !== 'drained') continue
        drained++
        expectNothingHeld(run, lastEventOf(document))
      }
    })
    // then the law was tried on something: most runs drain
    expect(drained).toBeGreaterThan(documents / 2)
    expect(stranded).toBeGreaterThan(10)
    expect(runs).toBeGreaterThan(documents)
    for (const [what, times] of Object.entries(happenings)) expect(times, what).toBeGreaterThanOrEqual(5)
  })
})

/**
 * A time limit is the ending only where one was set, and being stranded only where nobody is left, for which an event is cited. Returns 1
 * for a stranded run.
 */
function expectEndingTold({ cluster, simulation }: LawRun): number {
  const { ending, outage } = simulation.summary()
  if (ending === 'time-limit' || ending === 'overloaded') expect(simulation.now).toBe(cluster.horizon)
  expect(ending === 'stranded').toBe(outage?.until === null)
  if (ending !== 'stranded') return 0
  expect(outage?.event).not.toBeNull()
  return 1
}

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
      const { blocks, entries } = rank.audit()
      const references = rank.pool.references.reduce((sum, count) => sum + count, 0)
      // One expectation instead of four: this is asked of every rank every fifty events.
      expect([free + idle + used, referenced, blocks, entries]).toEqual([rank.totalBlocks, used, used, references])
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
  const wrong: string[] = []
  for (let i = 0; i < requests.count; i++) {
    computed += requests.computed[i]
    emitted += requests.emitted[i]
    if (requests.phase[i] !== Phase.finished) continue
    finished++
    const { promptTokens, outputTokens } = requests
    if (requests.emitted[i] === outputTokens[i] && requests.computed[i] === promptTokens[i] + outputTokens[i] - 1)
      continue
    wrong.push(`request ${i}: ${requests.emitted[i]} of ${outputTokens[i]} tokens, ${requests.computed[i]} computed`)
  }
  expect(wrong).toEqual([])
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
  // Asked once a run: an expectation of every time of every request takes longer than the run.
  const wrong: string[] = []
  for (let i = 0; i < count; i++) {
    const over = phase[i] >= Phase.finished
    const times = [before, arrival[i]]
    if (emitted[i] > 0) times.push(firstToken[i], lastToken[i])
    if (over) times.push(ended[i])
    times.push(simulation.now)
    before = arrival[i]
    // NaN is in no order
    const inOrder = times.every((time, k) => k === 0 || time >= times[k - 1])
    if (!inOrder || Number.isNaN(ended[i]) === over || Number.isNaN(firstToken[i]) !== (emitted[i] === 0))
      wrong.push(`request ${i}: ${times}, ended ${ended[i]}, first token ${firstToken[i]} of ${emitted[i]}`)
  }
  expect(wrong).toEqual([])
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
