/** Vectors: formats, pages, what is at hand and what outlives a crash, against the plain way of each. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversation } from '../../../src/engines/index-locality/roles/subject/vectors/conversation.ts'
import { exactlyNearest } from '../../../src/engines/index-locality/roles/subject/vectors/exactly-nearest.ts'
import { formats } from '../../../src/engines/index-locality/roles/subject/vectors/format/index.ts'
import { Ring } from '../../../src/engines/index-locality/roles/subject/vectors/lookaside/ring.ts'
import { searches } from '../../../src/engines/index-locality/roles/subject/vectors/search/index.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { created } from '../../../src/schema/choice.ts'
import { arenaFor, ran } from './lab.ts'

const plan = { draws: createDraws(5), dims: 16, count: 400, topics: 20, spread: 0.8, blur: 0.3, locality: 0.8 }
const talkOf = (seed = 5) => conversation({ ...plan, draws: createDraws(seed) })
const vectorsOf = (knobs: object) => ({ id: 'vectors', knobs: { vectors: 1024, operations: 500, ...knobs } })
const choose = (id: string, knobs: object = {}) => ({ id, knobs })
const atlas = (knobs: object = {}) => choose('atlas', { branching: 4, page: 16, beam: 2, ...knobs })

const dot = (one: Float32Array, at: number, other: Float32Array): number =>
  other.reduce((sum, value, d) => sum + value * one[at + d], 0)

describe('a format', () => {
  const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 })

  it('of 8 bits is off by at most half a step of each number', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const memory = arenaFor()
        const format = created(formats, choose('int8'), { memory, dims: 16 })
        const [x, y] = [Float32Array.from(one), Float32Array.from(other)]
        const byte = memory.allocate(4) * 8
        format.write(byte, x, 0)
        const largest = (v: Float32Array) => v.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        const [sx, sy] = [largest(x) / 127, largest(y) / 127]
        const bound = x.reduce(
          (sum, value, d) => sum + (Math.abs(value) * sy + Math.abs(y[d]) * sx) / 2 + (sx * sy) / 4,
          0,
        )
        expect(Math.abs(format.dot(byte, y) - dot(x, 0, y))).toBeLessThanOrEqual(bound + 1e-6)
      }),
    )
  })

  it('in full gives back what was written, and takes 3.8 times as many bytes at 64 numbers', () => {
    const memory = arenaFor()
    const [full, small] = ['full', 'int8'].map((id) => created(formats, choose(id), { memory, dims: 64 }))
    expect([full.bytes, small.bytes]).toEqual([256, 68])
    const x = Float32Array.from({ length: 64 }, (_, d) => d / 64)
    const byte = memory.allocate(32) * 8
    full.write(byte, x, 0)
    expect(full.dot(byte, x)).toBe(dot(x, 0, x))
  })
})

describe('the exact nearest', () => {
  it('is that of looking at all of them', () => {
    const talk = talkOf()
    const nearest = exactlyNearest(talk)
    const query = new Float32Array(plan.dims)
    const { values } = talk.source
    for (let i = 0; i < 60; i++) {
      talk.question(i, 300, query)
      const all = Array.from({ length: 300 }, (_, id) => dot(values, id * plan.dims, query))
      expect(nearest(query, 300)).toBe(all.indexOf(Math.max(...all)))
    }
  })
})

describe('an index of vectors', () => {
  const context = () => {
    const memory = arenaFor()
    const { source } = talkOf()
    const format = created(formats, choose('full'), { memory, dims: plan.dims })
    return { memory, draws: createDraws(5), source, format, loaded: 300 }
  }
  const finish = <T>(steps: Generator<unknown, T, void>): T => {
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
    }
  }

  it.each([choose('flat'), atlas()])('holds every vector once, those that came later too: $id', (node) => {
    const search = created(searches, node, context())
    for (let id = 300; id < 400; id++) finish(search.insert(id))
    const held = [...search.state()].filter((id) => id >= 0)
    expect(held.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 400 }, (_, id) => id))
  })

  it('one after the other finds the exact nearest, and so do pages where every way is gone', () => {
    const talk = talkOf()
    const nearest = exactlyNearest(talk)
    const query = new Float32Array(plan.dims)
    const every = { branching: 8, page: 64, beam: 16 }
    const all = [choose('flat'), choose('atlas', every)].map((node) => created(searches, node, context()))
    for (let i = 0; i < 40; i++) {
      talk.question(i, 300, query)
      for (const search of all) expect(finish(search.nearest(query)).id).toBe(nearest(query, 300))
    }
  })

  it('of pages reads few of them, and more ways find the nearest more often', () => {
    const [one, four, flat] = [atlas({ beam: 1 }), atlas({ beam: 4 }), choose('flat')].map((search) =>
      ran(vectorsOf({ search })),
    )
    expect(one.figure('recall')).toBeLessThan(four.figure('recall'))
    expect(flat.figure('recall')).toBe(1)
    expect(four.figure('lines')).toBeLessThan(flat.figure('lines') / 3)
  })

  it('reads about as many pages as the tree is deep, not as there are', () => {
    const pages = (vectors: number) => ran(vectorsOf({ vectors, search: atlas({ beam: 1 }) })).figure('pages')
    // sixteen times as many vectors are two levels of four branches more
    expect(pages(4096) - pages(256)).toBeGreaterThan(0.5)
    expect(pages(4096) - pages(256)).toBeLessThan(4)
  })
})

describe('what is at hand', () => {
  it('is hit from the threshold on, by the most alike, and the oldest goes', () => {
    const memory = arenaFor()
    const values = Float32Array.from([1, 0, 0, 1, 0.6, 0.8])
    const ring = new Ring(
      { memory, draws: createDraws(1), source: { dims: 2, values }, loaded: 3 },
      { entries: 2, threshold: 0.7 },
      { isNearEnough: (similarity, threshold) => similarity >= threshold, leaves: (put) => put },
    )
    const ask = (query: readonly number[]): number | null => {
      const steps = ring.find(Float32Array.from(query))
      steps.next()
      return steps.next().value as number | null
    }
    expect(ask([1, 0])).toBeNull()
    ring.put(0)
    ring.put(1)
    expect([ask([1, 0]), ask([0, 1]), ask([0.72, 0.69])]).toEqual([0, 1, 0])
    expect(ask([-1, 0])).toBeNull()
    ring.put(1) // is in: nothing goes
    ring.put(2) // 0 was put in first
    expect([ask([1, 0]), ask([0.6, 0.8])]).toEqual([null, 2])
  })

  it('is hit more the longer a conversation stays with its topic; at random it is hardly hit', () => {
    const hits = (lookaside: string, locality: number): number =>
      ran(vectorsOf({ lookaside: choose(lookaside), locality })).figure('lookasideHits')
    const [rarely, mostly] = [hits('buffer', 0.2), hits('buffer', 0.95)]
    expect(mostly).toBeGreaterThan(rarely + 0.2)
    expect(hits('at-random', 0.95)).toBeLessThan(mostly / 3)
  })

  it('is wrong more often where near enough is less near', () => {
    const wrong = (threshold: number): number =>
      ran(vectorsOf({ lookaside: choose('buffer', { threshold }), spread: 0.4 })).figure('wrongHits')
    expect(wrong(0.6)).toBeGreaterThan(wrong(0.9))
  })
})

describe('a crash', () => {
  const crash = (journal: string, crashAt = 300) =>
    ran(vectorsOf({ crashAt, inserts: 0.3, journal: choose(journal), search: atlas() }))

  it('loses nothing that was written down, and the state is the same, page by page', () => {
    const { figure } = crash('write-ahead')
    expect([figure('survived'), figure('sameState')]).toEqual([1, 1])
  })

  it('loses every insertion without a journal', () => {
    const { figure } = crash('none')
    expect([figure('survived'), figure('sameState')]).toEqual([0, 0])
  })

  it('that never comes leaves no trace', () => {
    expect(crash('write-ahead', 0).figure('survived')).toBeNaN()
  })
})
