/** Threads that take turns: everybody gets on, nothing is lost, and what was inserted is found, whatever is held on the way. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LockTable } from '../../../src/engines/index-locality/core/lock-table.ts'
import { indexes } from '../../../src/engines/index-locality/roles/subject/keys/index/index.ts'
import { lockRules } from '../../../src/engines/index-locality/roles/subject/keys/locks/index.ts'
import { mixNames } from '../../../src/engines/index-locality/roles/subject/keys/mixes.ts'
import { arenaFor, ran } from './lab.ts'

const knobsOf: Readonly<Record<string, object>> = {
  'b-skiplist': { nodeKeys: 4 },
  skiplist: {},
  'b-plus-tree': { nodeKeys: 4 },
}
const pairs = indexes.flatMap(({ id }) => lockRules.map((rule) => [id, rule.id] as const))
const keysOf = (index: string, locks: string, rest: object) => ({
  id: 'keys',
  knobs: { index: { id: index, knobs: knobsOf[index] }, locks: { id: locks, knobs: {} }, ...rest },
})

describe.each(pairs)('%s with locks %s', (index, locks) => {
  it('loses no key and misses none, in every mix and with any luck', () => {
    const worlds = fc.record({
      mix: fc.constantFrom(...mixNames),
      threads: fc.integer({ min: 1, max: 8 }),
      keys: fc.integer({ min: 100, max: 160 }),
      operations: fc.integer({ min: 10, max: 250 }),
      skew: fc.constantFrom(0, 1.2),
      range: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 1000 }), (world, seed) => {
        const { simulation, figure } = ran(keysOf(index, locks, world), { warmUp: 0 }, seed)
        const { threads, subject } = simulation
        expect(threads.done).toBe(world.operations)
        expect(figure('keysMissed')).toBe(0)
        // every key that was loaded or inserted, once, in order
        const { kept } = subject as unknown as { kept: { index: { entries(): Iterable<readonly [number, number]> } } }
        const keys = [...kept.index.entries()].map(([key]) => key)
        expect(keys).toEqual(Array.from(keys, (_, i) => i + 1))
        expect(keys.length).toBeGreaterThanOrEqual(world.keys)
      }),
      { numRuns: 20 },
    )
  })

  it('lets several threads insert at once, and all of it is there', () => {
    const world = { mix: 'insert-only', threads: 8, keys: 100, operations: 400 }
    const { simulation } = ran(keysOf(index, locks, world), { warmUp: 0 })
    const { kept } = simulation.subject as unknown as { kept: { index: { entries(): Iterable<unknown> } } }
    expect([...kept.index.entries()]).toHaveLength(500)
  })
})

describe('locks', () => {
  it('let readers share, and no reader pass a writer that waits', () => {
    const locks = new LockTable(arenaFor(4))
    const cell = 64
    const step = (thread: number, isForWriting: boolean) => locks.take(thread, cell, isForWriting).next()
    expect([step(0, false), step(1, false)].map(({ done }) => done)).toEqual([true, true])
    expect(step(2, true).value).toBe('wait')
    expect(step(3, false).value).toBe('wait')
    locks.release(0, cell)
    expect(locks.freed).toEqual([])
    locks.release(1, cell)
    expect(locks.freed).toEqual([2])
    locks.release(2, cell)
    expect(locks.freed).toEqual([2, 3])
  })

  it('are refused to who tries while somebody has them, and letting go what nobody has is our mistake', () => {
    const locks = new LockTable(arenaFor(2))
    expect(locks.tryTake(0, 64)).toBe(true)
    expect(locks.tryTake(1, 64)).toBe(false)
    expect(locks.isHeldByOther(0, 64)).toBe(false)
    expect(locks.isHeldByOther(1, 64)).toBe(true)
    locks.release(0, 64)
    expect(() => locks.release(0, 64)).toThrow(/nobody holds/)
  })

  it('cost the others: readers that take locks write lines, and readers that look first do not', () => {
    const world = { mix: 'read-only', threads: 8, keys: 2000, operations: 1600 }
    const held = ran(keysOf('b-plus-tree', 'hand-over-hand', world))
    const seen = ran(keysOf('b-plus-tree', 'optimistic', world))
    expect(held.figure('coherence')).toBeGreaterThan(3)
    expect(seen.figure('coherence')).toBe(0)
  })
})

describe('a run', () => {
  const world = keysOf('b-skiplist', 'hand-over-hand', { mix: 'newest', threads: 4, keys: 400, operations: 300 })

  it('is the same bytes with the same seed, and others with another', () => {
    expect(ran(world).digest).toBe(ran(world).digest)
    expect(ran(world, {}, 2).digest).not.toBe(ran(world).digest)
  })

  it('books every line where it was found, and every operation once', () => {
    const { recorder, simulation } = ran(world, { warmUp: 0 })
    const sums = (track: string): number => {
      const window = recorder.window(track, 0, simulation.now, 100)
      return window?.kind === 'count' ? window.sum.reduce((sum, one) => sum + one, 0) : Number.NaN
    }
    expect(sums('operations')).toBe(300)
    expect(sums('lines')).toBe(simulation.arena.found.reduce((sum, one) => sum + one, 0))
  })

  it('is faster on threads that share nothing than one after the other', () => {
    const speed = (threads: number): number =>
      ran(keysOf('skiplist', 'optimistic', { mix: 'read-only', threads, keys: 400, operations: 4000 })).figure(
        'operationRate',
      )
    expect(speed(4) / speed(1)).toBeGreaterThan(3)
    expect(speed(4) / speed(1)).toBeLessThan(4.2)
  })

  it('counts no operation of the warm-up', () => {
    const { simulation } = ran(world, { warmUp: 0.5 })
    expect(simulation.books.counted).toBe(150)
    expect(simulation.books.since).toBeGreaterThan(0)
  })
})
