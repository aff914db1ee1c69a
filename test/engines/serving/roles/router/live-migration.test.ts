/** Who gives requests away, to whom, and who moves: the router alone, over a cluster that stands still. */
import { describe, expect, it } from 'vitest'
import { Phase, type RequestId, type RequestList } from '../../../../../src/engines/serving/contracts/request.ts'
import type { ClusterView } from '../../../../../src/engines/serving/contracts/router.ts'
import { Requests } from '../../../../../src/engines/serving/requests/requests.ts'
import { liveMigration } from '../../../../../src/engines/serving/roles/router/live-migration.ts'
import { createDraws } from '../../../../../src/kernel/draws.ts'
import { Memory } from '../../../../../src/kernel/memory.ts'

interface Standing {
  readonly free: number
  /** Positions computed of each running request. */
  readonly running: readonly number[]
  /** Phases of those who wait. */
  readonly waiting?: readonly number[]
}

/** 100 blocks of 16 tokens an instance; a waiting request asks for one. */
function clusterOf(standing: readonly Standing[], knobs: Readonly<Record<string, unknown>> = {}) {
  const memory = new Memory()
  const requests = new Requests(memory)
  const listOf = (rows: readonly RequestId[]): RequestList => ({ length: rows.length, at: (i) => rows[i] })
  const lists = standing.map(({ running, waiting = [] }) => ({
    running: listOf(running.map((computed) => row(Phase.decode, computed))),
    waiting: listOf(waiting.map((phase) => row(phase, 0))),
  }))
  function row(phase: number, computed: number): RequestId {
    const request = memory.addRow()
    requests.phase[request] = phase
    requests.computed[request] = computed
    requests.prefillTarget[request] = 16
    return request
  }
  const router = liveMigration.create(liveMigration.knobs.parse(knobs), {
    ...{ memory, requests, draws: createDraws(1), perRequest: (kind, initial) => memory.perRequest(kind, initial) },
    classes: [{ priority: 0, ttft: 1, tpot: 1, deadline: Number.POSITIVE_INFINITY }],
    fact: ({ otherwise }) => otherwise(requests),
  })
  const cluster = {
    ...{ now: 10, alive: standing.map((_, i) => i), draining: [] },
    freeBlocks: (i: number) => standing[i].free,
    kvCapacity: () => 1600,
    blocksFor: (positions: number) => Math.ceil(positions / 16),
    running: (i: number) => lists[i].running,
    waiting: (i: number) => lists[i].waiting,
  } as unknown as ClusterView
  return { moves: router.moves, cluster }
}

const pairsOf = (standing: readonly Standing[]) => {
  const { moves, cluster } = clusterOf(standing)
  return moves?.pairs(cluster)
}

describe('live migration', () => {
  it('moves from where fewer than three steps are left to where most are', () => {
    // 4 / 2 = 2 steps; 80 / 2 = 40; 90 / 2 = 45
    const standing = [
      { free: 4, running: [100, 200] },
      { free: 80, running: [100, 200] },
      { free: 90, running: [100, 200] },
    ]
    expect(pairsOf(standing)).toEqual([[0, 2]])
  })

  it('takes an instance on which somebody has lost its blocks for a source, whatever it has left, and never for a receiver', () => {
    // instance 1 has 89 / 3 steps left, and a victim that waits
    const standing = [
      { free: 80, running: [100, 200] },
      { free: 90, running: [100, 200], waiting: [Phase.preempted] },
    ]
    expect(pairsOf(standing)).toEqual([[1, 0]])
    // one that waits for its first blocks is no victim
    expect(pairsOf([standing[0], { ...standing[1], waiting: [Phase.queued] }])).toEqual([])
  })

  it.each([
    ['shortest', 1],
    ['longest', 0],
    ['last', 2],
  ])('lets the %s move', (victim, expected) => {
    const { moves, cluster } = clusterOf([{ free: 4, running: [300, 100, 200] }], { victim })
    expect(moves?.victim(0, cluster)).toBe(expected)
    // who has moved rests
    expect(moves?.victim(0, cluster)).not.toBe(expected)
  })
})
