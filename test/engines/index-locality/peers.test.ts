/** Peers: click logs against a plain map, similarity by hand, and what an order is worth. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClickTable } from '../../../src/engines/index-locality/roles/subject/peers/click-table.ts'
import { habitsOf, similaritiesTo } from '../../../src/engines/index-locality/roles/subject/peers/ranker/similarity.ts'
import { ndcgOf, plannedWorld } from '../../../src/engines/index-locality/roles/subject/peers/world.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { arenaFor, ran } from './lab.ts'

const peersOf = (ranker: string, rest: object = {}, knobs: object = {}) =>
  ran({ id: 'peers', knobs: { peers: 20, rounds: 30, explore: 0, ranker: { id: ranker, knobs }, ...rest } })
const rowsOf = (table: ClickTable): string[] => {
  const rows: string[] = []
  table.each((...row) => rows.push(row.join(' ')))
  return rows.toSorted()
}

describe('a click log', () => {
  it('holds what a plain map holds', () => {
    const click = fc.record({
      by: fc.nat(5),
      query: fc.nat(4),
      item: fc.nat(6),
      count: fc.integer({ min: 1, max: 9 }),
      isOwn: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(click, { maxLength: 80 }), (clicks) => {
        const [table, plain] = [new ClickTable(arenaFor(), 220), new Map<string, number>()]
        for (const { by, query, item, count, isOwn } of clicks) {
          const key = `${by} ${query} ${item}`
          if (isOwn) {
            table.add(by, query, item)
            plain.set(key, (plain.get(key) ?? 0) + 1)
          } else {
            table.raise(by, query, item, count)
            plain.set(key, Math.max(plain.get(key) ?? 0, count))
          }
        }
        expect(rowsOf(table)).toEqual([...plain].map(([key, count]) => `${key} ${count}`).toSorted())
      }),
    )
  })

  it('hears of a click twice and counts it once', () => {
    const table = new ClickTable(arenaFor(), 10)
    table.raise(1, 2, 3, 4)
    table.raise(1, 2, 3, 4)
    table.raise(1, 2, 3, 2)
    expect(rowsOf(table)).toEqual(['1 2 3 4'])
  })
})

describe('similarity', () => {
  const log = (rows: readonly (readonly [number, number, number])[]) => ({
    each: (visit: (by: number, query: number, item: number, count: number) => void) => {
      for (const [by, query, item] of rows) visit(by, query, item, 1)
    },
  })
  const apart = (clicked: number, common: number, either: number) => -(clicked + common * common) / either

  it('is κm + κt² over κu, divided by the largest', () => {
    // 0 clicked (q0 a) (q1 b); 1 the same; 2 (q0 c); 3 asked something else
    const habits = habitsOf(
      log([
        [0, 0, 10],
        [0, 1, 20],
        [1, 0, 10],
        [1, 1, 20],
        [2, 0, 30],
        [3, 5, 50],
      ]),
      4,
    )
    const similar = similaritiesTo(0, habits, { form: 'code', apart })
    // peer 1: (2 + 2²) / 2 = 3, the largest; peer 2: (0 + 1²) / 3 = 1/3, a ninth of it; peer 3: nothing in common
    expect([...similar]).toEqual([0, 1, expect.closeTo(1 / 9, 12), 0])
  })
})

describe('an order', () => {
  it('is worth 1 where it is the best, and less by how far down what is wanted stands', () => {
    expect(ndcgOf([3, 2, 1, 0])).toBe(1)
    // (7 / log2 3 + 3 / log2 2 + …) by hand: places 1 and 2 swapped
    const best = 7 + 3 / Math.log2(3) + 1 / 2
    expect(ndcgOf([2, 3, 1, 0])).toBeCloseTo((3 + 7 / Math.log2(3) + 1 / 2) / best, 12)
    expect(ndcgOf([0, 0])).toBe(0)
  })

  it('that a peer wants is that of its group', () => {
    const world = plannedWorld({ draws: createDraws(1), groups: 3, queries: 4, items: 40 })
    const gains = (peer: number) => world.items(2).map((item) => world.gain(peer, item))
    expect(gains(1)).toEqual(gains(4))
    expect(gains(1)).not.toEqual(gains(2))
    expect(gains(1).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 2, 3])
  })

  it('is better by those who are alike than by all, by all than by any, and by what is wanted it is 1', () => {
    const [similar, popular, any, wanted] = ['g-rank', 'popularity', 'no-order', 'wanted'].map((id) =>
      peersOf(id, {}, id === 'g-rank' ? { form: 'text' } : {}).figure('ndcg'),
    )
    expect(similar).toBeGreaterThan(popular)
    expect(popular).toBeGreaterThan(any)
    expect(wanted).toBe(1)
  })

  it('by popularity is no worse where all want the same', () => {
    const one = { groups: 1 }
    expect(peersOf('popularity', one).figure('ndcg')).toBeGreaterThan(peersOf('g-rank', one).figure('ndcg') - 0.02)
  })
})

describe('peers', () => {
  it('that are cut off still order better than at random, and hear nothing', () => {
    const cut = peersOf('g-rank', { cutOff: 3 }, { form: 'text' })
    expect(cut.figure('cutOffNdcg')).toBeGreaterThan(peersOf('no-order', { cutOff: 3 }).figure('cutOffNdcg'))
  })

  it('that flood fool fewer where likeness counts', () => {
    const fooled = (id: string): number => peersOf(id, { flooders: 3 }).figure('fooled')
    expect(fooled('g-rank')).toBeLessThan(fooled('popularity'))
  })

  it('that are none who ask are a problem, with a way out', () => {
    const { setup } = ran({ id: 'peers', knobs: { peers: 6, rounds: 2 } }).simulation
    expect(setup.subject.id).toBe('peers')
    expect(() => ran({ id: 'peers', knobs: { peers: 4, flooders: 3, cutOff: 1 } })).toThrow(/nobody is left/)
  })
})
