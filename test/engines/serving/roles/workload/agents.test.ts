/** Programs of calls with tools between them: what a call is made of, and chains of calls side by side. */
import { describe, expect, it } from 'vitest'
import { Stage } from './stage.ts'

const knobs = { rate: 0.01, calls: 4, tool: 2, toolTokens: 50, spread: 0, failures: 0, requests: 300 }
const rowsOf = (stage: Stage, program: number): number[] =>
  Array.from({ length: stage.requests.count }, (_, row) => row).filter(
    (row) => stage.workload.programOf?.(row) === program,
  )

describe('a program', () => {
  it('asks again with all that was said, after its tool', () => {
    const stage = new Stage('agents', { knobs })
    stage.drain()
    const { promptTokens, outputTokens, arrival } = stage.requests
    const calls = rowsOf(stage, 0)
    for (const [i, row] of calls.entries()) {
      if (i === 0) continue
      const before = calls[i - 1]
      expect(promptTokens[row]).toBeGreaterThanOrEqual(promptTokens[before] + outputTokens[before])
      expect(arrival[row]).toBeGreaterThan(arrival[before] + 1)
      expect(stage.links[row][0].owner).toBe(stage.links[before][0].owner)
    }
  })

  it('has its calls due at one time, however many they are', () => {
    const stage = new Stage('agents', { knobs: { ...knobs, deadline: 60 } })
    stage.drain()
    const due = rowsOf(stage, 1).map((row) => stage.requests.dueBy[row])
    expect(new Set(due).size).toBe(1)
  })
})

describe('branches of a program', () => {
  const branching = { ...knobs, branches: 3, deadline: 100 }

  it('start together, each with a context of its own, and share one limit', () => {
    const stage = new Stage('agents', { knobs: branching })
    stage.drain()
    const { arrival, dueBy } = stage.requests
    const first = rowsOf(stage, 0).filter((row) => arrival[row] === arrival[0])
    expect(first).toHaveLength(3)
    expect(new Set(first.map((row) => stage.links[row][0].owner)).size).toBe(3)
    expect(new Set(rowsOf(stage, 0).map((row) => dueBy[row])).size).toBe(1)
  })

  it('are chains of calls of different lengths', () => {
    const stage = new Stage('agents', { knobs: branching })
    stage.drain()
    const byChain = new Map<number, number>()
    for (let row = 0; row < stage.requests.count; row++) {
      const owner = stage.links[row][0].owner
      byChain.set(owner, (byChain.get(owner) ?? 0) + 1)
    }
    expect(new Set(byChain.values()).size).toBeGreaterThan(2)
  })

  it('hold the place of their program until the last of them has ended', () => {
    const stage = new Stage('agents', { knobs: { ...branching, atOnce: 1, tool: 0 } })
    stage.drain()
    const { arrival } = stage.requests
    const last = new Map<number, number>()
    const programOf = (row: number): number => stage.workload.programOf?.(row) ?? -1
    for (let row = 0; row < stage.requests.count; row++) last.set(programOf(row), arrival[row] + 1)
    for (let row = 0; row < stage.requests.count; row++) {
      const before = last.get(programOf(row) - 1)
      if (before !== undefined) expect(arrival[row]).toBeGreaterThanOrEqual(before)
    }
    expect(stage.mostInFlight).toBe(3)
  })

  it('are one where nothing else is said, with the luck that they have always had', () => {
    const times = (more: object) => {
      const stage = new Stage('agents', { knobs: { ...knobs, ...more } })
      stage.drain()
      return stage.arrivals()
    }
    expect(times({ branches: 1 })).toEqual(times({}))
    expect(times({ branches: 2 })).not.toEqual(times({}))
  })
})
