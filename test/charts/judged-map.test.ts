/** The map of who is judged against whom follows from what papers propose and what runs in place of it. */
import { describe, expect, it } from 'vitest'
import { describeMap, mapTable } from '../../src/charts/judged-map/describe.ts'
import { judgedMap, layMap } from '../../src/charts/judged-map/judged-map.ts'
import type { Named, StoredAgainst, StoredLine } from '../../src/experiment/referee/stored.ts'

const named = (id: string): Named => ({ id, title: id.toUpperCase() })
const against = (title: string, inPlace: Named | null, low: number, high: number): StoredAgainst => ({
  ...{ title, inPlace, gain: (low + high) / 2, spread: [low, high], bound: 'value' },
})
const line = (id: string, decides: string, ...all: readonly StoredAgainst[]): StoredLine => ({
  ...{ id, state: 'not resolved', over: null, overTitle: null, gain: 1, spread: [0.9, 1.1], bound: 'value' },
  ...{ decides: [named(decides)], hardware: null, against: all },
})

const lines = [
  line('apart', 'placement/apart', against('Chunked', named('scheduler/chunked'), 0.8, 0.9)),
  line(
    'lanes',
    'placement/lanes',
    against('One and one', named('placement/apart'), 1.2, 1.4),
    against('Chunked, tuned', named('scheduler/chunked'), 0.9, 1.1),
    against('Chunked, as set', named('scheduler/chunked'), 1.5, 1.7),
  ),
  line('order', 'scheduler/order', against('By deadline', null, 2, 3)),
]
const map = judgedMap(lines, (id) => `Paper ${id}`)

describe('who is held against whom', () => {
  it('a baseline that is another paper’s mechanism is that paper; one of several papers is one place', () => {
    expect(map.targets).toEqual([
      { id: 'scheduler/chunked', title: 'SCHEDULER/CHUNKED', paper: null },
      { id: 'placement/apart', title: 'Paper apart', paper: 'apart' },
      { id: 'order: By deadline', title: 'By deadline', paper: null },
    ])
  })

  it('a line says how the paper does there', () => {
    expect(map.edges.map(({ paper, side }) => [paper, side])).toEqual([
      ['apart', 'worse'],
      ['lanes', 'better'],
      ['lanes', 'open'],
      ['lanes', 'better'],
      ['order', 'better'],
    ])
    expect(describeMap(map)).toBe('3 papers, held against 3. Of 5 comparisons: 3 better, 1 worse, 1 not told apart.')
    expect(mapTable(map).rows[0]).toEqual([
      'Paper apart',
      'SCHEDULER/CHUNKED',
      'Chunked',
      'worse',
      (0.8 + 0.9) / 2,
      0.8,
      0.9,
    ])
  })

  it('a paper whose baseline is its own mechanism with other knobs is held against those', () => {
    const [target] = judgedMap([line('p', 'a/b', against('Other knobs', named('a/b'), 1, 2))], (id) => id).targets
    expect(target).toEqual({ id: 'p: Other knobs', title: 'Other knobs', paper: null })
  })
})

describe('the drawing', () => {
  it('has one line a pair, that over which least is gained', () => {
    const { lines: drawn } = layMap(map)
    expect(drawn.map(({ paper, arm }) => [paper, arm])).toEqual([
      ['apart', 'Chunked'],
      ['lanes', 'One and one'],
      ['lanes', 'Chunked, tuned'],
      ['order', 'By deadline'],
    ])
  })

  it('puts what papers are held against at the height of those papers, all within the drawing', () => {
    const { height, papers, targets } = layMap(map)
    expect(papers.map(({ id }) => id)).toEqual(['apart', 'lanes', 'order'])
    // means of the places of their papers: (0 + 1 + 1) / 3, 1 and 2
    expect(targets.map(({ id }) => id)).toEqual(['scheduler/chunked', 'placement/apart', 'order: By deadline'])
    for (const { y } of [...papers, ...targets]) expect(y > 0 && y < height).toBe(true)
  })
})
