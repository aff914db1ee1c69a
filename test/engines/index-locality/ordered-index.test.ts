/** Structures of keys against a sorted list, and their laws: sorted, every level a part of the one below, fences that hold. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderedIndex, Place } from '../../../src/engines/index-locality/contracts/ordered-index.ts'
import { indexes } from '../../../src/engines/index-locality/roles/subject/keys/index/index.ts'
import { levelsFor } from '../../../src/engines/index-locality/roles/subject/keys/index/levels-for.ts'
import { insertPlainly } from '../../../src/engines/index-locality/roles/subject/keys/insert-plainly.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { created } from '../../../src/schema/choice.ts'
import { arenaFor } from './lab.ts'

const knobsOf: Readonly<Record<string, object>> = {
  'b-skiplist': { nodeKeys: 4, spread: 0.75 },
  skiplist: { promotion: 0.5 },
  'b-plus-tree': { nodeKeys: 4 },
}

const indexOf = (id: string, expected = 64): OrderedIndex =>
  created(indexes, { id, knobs: knobsOf[id] }, { memory: arenaFor(), draws: createDraws(3), expected })

/** Where the search for a key ends, with nobody else there. */
function endOf(index: OrderedIndex, key: number): Place {
  const [place, to]: [Place, Place] = [
    { node: 0, level: 0 },
    { node: 0, level: 0 },
  ]
  index.enter(place)
  while (index.advance(place, key, to) !== 'here') Object.assign(place, to)
  return place
}

describe.each(indexes.map(({ id }) => id))('%s', (id) => {
  it('holds what was inserted, in order, and nothing else', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 120 })
    fc.assert(
      fc.property(distinct, (keys) => {
        const index = indexOf(id)
        for (const key of keys) insertPlainly(index, index.plan(key, key * 10))
        const sorted = keys.toSorted((one, other) => one - other)
        expect([...index.entries()]).toEqual(sorted.map((key) => [key, key * 10]))
        for (const key of [...keys, 0, 501]) {
          const value = index.find(endOf(index, key), key)
          if (keys.includes(key)) expect(value).toBe(key * 10)
          else expect(value).toBeNaN()
        }
      }),
    )
  })

  it('changes the value of a key that is there, and no other', () => {
    const index = indexOf(id)
    for (const key of [5, 1, 9]) insertPlainly(index, index.plan(key, 0))
    expect(index.update(endOf(index, 5), 5, 50)).toBe(true)
    expect(index.update(endOf(index, 6), 6, 60)).toBe(false)
    expect([...index.entries()]).toEqual([
      [1, 0],
      [5, 50],
      [9, 0],
    ])
  })

  it('has levels of which each holds part of the one below, in order', () => {
    const index = indexOf(id, 300)
    for (let i = 0; i < 300; i++) insertPlainly(index, index.plan(((i * 7919) % 997) + 1, i))
    const { rows } = index.drawing(() => 0)
    const counts = rows.map(({ boxes, leftOut }) => boxes.length + leftOut)
    expect(rows).toHaveLength(index.levels())
    expect(counts).toEqual(counts.toSorted((one, other) => one - other))
    for (const { boxes } of rows) {
      const places = boxes.map(({ at }) => at)
      expect(places).toEqual(places.toSorted((one, other) => one - other))
    }
  })

  it('reads a range as it stands in order', () => {
    const index = indexOf(id)
    for (let key = 1; key <= 40; key++) insertPlainly(index, index.plan(key, key))
    const place = endOf(index, 11)
    const to: Place = { node: 0, level: 0 }
    let read = 0
    for (let goesOn = true; goesOn && read < 12; Object.assign(place, to)) {
      const part = index.collect(place, 11, 12 - read, to)
      read += part.count
      goesOn = part.goesOn
    }
    expect(read).toBe(12)
  })
})

describe('a skip list', () => {
  it('stands the same, whoever inserts a key first, since heights are drawn by the key', () => {
    const draw = (keys: readonly number[]) => {
      const index = indexOf('skiplist')
      for (const key of keys) insertPlainly(index, index.plan(key, 0))
      return index.drawing(() => 0).rows.map(({ boxes }) => boxes.map(({ label }) => label))
    }
    expect(draw([1, 2, 3, 4, 5, 6])).toEqual(draw([6, 3, 1, 5, 4, 2]))
  })
})

describe('levels', () => {
  it('are as many as one key is expected on', () => {
    expect(levelsFor(100_000, 1 / 2)).toBe(17) // log2 100,000 = 16.6
    expect(levelsFor(100_000, 1 / 32)).toBe(4) // 16.6 / 5 = 3.3
    expect(levelsFor(1, 1 / 2)).toBe(1)
  })
})

describe('a node that holds many keys', () => {
  it('touches a quarter of the lines of a skip list, or fewer', () => {
    // 4,000 keys: 12 levels with 1.5 towers each, against 3 or 4 levels of 32 keys
    const missesOf = (id: string, knobs: object): number => {
      const memory = arenaFor()
      const index = created(indexes, { id, knobs }, { memory, draws: createDraws(3), expected: 4000 })
      for (let i = 0; i < 4000; i++) insertPlainly(index, index.plan(((i * 7919) % 4001) + 1, i))
      memory.isCounting = true
      for (let i = 0; i < 400; i++) endOf(index, ((i * 997) % 4000) + 1)
      return memory.found[4]
    }
    const plain = missesOf('skiplist', { promotion: 0.5 })
    expect(missesOf('b-skiplist', { nodeKeys: 32, spread: 0.5 })).toBeLessThan(plain / 2)
    // one promotion in two, whatever a node could hold, leaves a node for every key or two
    expect(missesOf('b-skiplist', { nodeKeys: 32, spread: 0.0625 })).toBeGreaterThan(plain / 2)
  })
})
