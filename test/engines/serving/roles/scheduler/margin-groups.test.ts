/** Who runs together: by hand, on lists that fit into a line. */
import { describe, expect, it } from 'vitest'
import { topUp, turnsOf } from '../../../../../src/engines/serving/roles/scheduler/margin-groups.ts'
import { membersOf } from '../../../../../src/engines/serving/roles/scheduler/margin-worth.ts'

/** Requests 0, 1, … with these worths and lengths. */
const candidates = (rows: readonly (readonly [density: number, length: number])[]) =>
  rows.map(([density, length], request) => ({ request, density, length }))
const first = (turns: ReadonlyMap<number, number>): number[] =>
  [...turns]
    .filter(([, turn]) => turn === 0)
    .map(([request]) => request)
    .sort((a, b) => a - b)

describe('a window over the best', () => {
  it('takes neighbours in length with the most worth, and not the most worth alone', () => {
    // the two best are 10 and 900 long; next to each of them lies another, and the pair at the end is worth more
    const rows = candidates([
      [10, 10],
      [4, 20],
      [9, 900],
      [6, 910],
    ])
    expect(first(turnsOf(rows, { strategy: 'window', topK: 2, places: 2 }))).toEqual([2, 3])
  })

  it('takes the best as they are among as many candidates as places', () => {
    const rows = candidates([
      [10, 10],
      [4, 20],
      [9, 900],
      [6, 910],
    ])
    const turns = turnsOf(rows, { strategy: 'window', topK: 1, places: 2 })
    expect(first(turns)).toEqual([0, 2])
    expect(turns.has(1)).toBe(false)
  })
})

describe('bins of the best', () => {
  const rows = candidates([
    [1, 10],
    [1, 20],
    [5, 300],
    [4, 310],
    [2, 900],
    [2, 910],
  ])

  it('have as many or more each, and the one with the most worth goes first, then its neighbours', () => {
    const turns = turnsOf(rows, { strategy: 'bins', topK: 3, places: 2 })
    expect([0, 1, 2, 3, 4, 5].map((request) => turns.get(request))).toEqual([1, 1, 0, 0, 1, 1])
  })

  it('are one where there are fewer than two full ones', () => {
    expect(first(turnsOf(rows, { strategy: 'bins', topK: 3, places: 4 }))).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('may choose otherwise than a window, which stops anywhere', () => {
    const uneven = candidates([
      [1, 10],
      [5, 20],
      [5, 30],
      [1, 40],
    ])
    expect(first(turnsOf(uneven, { strategy: 'window', topK: 2, places: 2 }))).toEqual([1, 2])
    expect(first(turnsOf(uneven, { strategy: 'bins', topK: 2, places: 2 }))).toEqual([0, 1])
  })
})

describe('programs', () => {
  it('bring calls along until the round gives what their limit asks for', () => {
    // 400 tokens in 10 s, of which a round of 2 s and 40 iterations asks for 80: two calls
    const program = { members: [3, 5, 8], tokens: 400, timeLeft: 10 }
    const round = { seconds: 2, iterations: 40 }
    expect(topUp([program], round, (request) => request === 5)).toEqual([3])
    expect(topUp([{ ...program, tokens: 200 }], round, (request) => request === 5)).toEqual([])
    expect(topUp([{ ...program, timeLeft: 1 }], round, (request) => request === 5)).toEqual([3, 8])
  })

  it('of which nobody was chosen bring nobody', () => {
    const program = { members: [3, 5], tokens: 4000, timeLeft: 1 }
    expect(topUp([program], { seconds: 1, iterations: 20 }, () => false)).toEqual([])
  })

  it('are the requests that say so', () => {
    expect([...membersOf([0, 1, 2, 3], (request) => [7, -1, 7, 9][request])]).toEqual([
      [7, [0, 2]],
      [9, [3]],
    ])
  })
})
