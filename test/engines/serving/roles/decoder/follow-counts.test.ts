import { describe, expect, it } from 'vitest'
import { madeUpCounts } from '../../../../laws/supplies.ts'
import { process } from './decoder-lab.ts'

const ROUNDS = 4000

/** Tokens that rounds bring, one after another, of one request that drafts `drafts` each time. */
function roundsOf(drafts: number, seed = 1): number[] {
  const chain = process('recorded', {}, { seed })
  let position = 0
  return Array.from({ length: ROUNDS }, () => {
    const tokens = chain.accepted(0, position, drafts) + 1
    position += tokens
    return tokens
  })
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Stationary share of each class of the chain, and from it the mean length: "3 or more" has the histogram's mean. */
function stationaryMean(): number {
  const { next, lengths } = madeUpCounts
  let share = next.map(() => 1 / next.length)
  for (let i = 0; i < 200; i++)
    share = share.map((_, to) =>
      next.reduce((sum, row, from) => sum + (share[from] * row[to]) / row.reduce((a, b) => a + b), 0),
    )
  const tail = lengths.slice(2)
  const long = tail.reduce((sum, count, i) => sum + count * (i + 3), 0) / tail.reduce((a, b) => a + b)
  return share[0] + 2 * share[1] + long * share[2]
}

describe('acceptance by counts', () => {
  it('brings as many tokens a round as the chain says, where drafts are long enough', () => {
    expect(mean(roundsOf(16))).toBeCloseTo(stationaryMean(), 1)
  })

  it('has long rounds follow long ones: the counts’ transitions, not their histogram', () => {
    const rounds = roundsOf(16)
    const following = (isLong: boolean) => rounds.filter((_, i) => i > 0 && rounds[i - 1] >= 3 === isLong)
    const longShare = (list: readonly number[]) => mean(list.map((tokens) => (tokens >= 3 ? 1 : 0)))
    expect(longShare(following(true))).toBeCloseTo(14 / 20, 1)
    expect(longShare(following(false))).toBeLessThan(0.15)
  })

  it('has short drafts get less, and their rest in the rounds that follow', () => {
    const short = roundsOf(1)
    expect(Math.max(...short)).toBe(2)
    expect(mean(short)).toBeLessThan(mean(roundsOf(16)))
    // a step of five tokens is three rounds: two, two, one
    expect(short.some((tokens, i) => tokens === 2 && short[i + 1] === 2)).toBe(true)
  })

  it('walks the same way when a request starts over', () => {
    const chain = process('recorded')
    const walk = () => {
      const kept: number[] = []
      for (let position = 0; position < 60; ) {
        kept.push(chain.accepted(0, position, 4))
        position += (kept.at(-1) ?? 0) + 1
      }
      return kept
    }
    expect(walk()).toEqual(walk())
  })
})
