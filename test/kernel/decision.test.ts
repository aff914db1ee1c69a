/** Decisions with a name: a flip decides otherwise through the object that everybody asks, and is undone whole. */
import { describe, expect, it } from 'vitest'
import { amount, flip, flipsOf, rank, yes } from '../../src/kernel/decision.ts'

const made = () => ({
  order: rank((request: number, wait: number) => request + wait),
  admits: yes((request: number) => request % 2 === 0),
  share: amount(() => 8),
})

describe('a decision', () => {
  it('is the function that it was made of, and knows its kind', () => {
    const decisions = made()
    expect([decisions.order(3, 4), decisions.admits(3), decisions.share()]).toEqual([7, false, 8])
    expect(Object.values(decisions).map(({ kind }) => kind)).toEqual(['rank', 'yes', 'amount'])
  })

  it('can be flipped in the ways of its kind', () => {
    const { order, admits, share } = made()
    expect(flipsOf(order)).toEqual(['reversed', 'constant', 'random'])
    expect(flipsOf(admits)).toEqual(['reversed', 'always', 'never', 'random'])
    expect(flipsOf(share)).toEqual(['halved', 'doubled', 'random'])
  })

  it.each([
    ['order', 'reversed', -7],
    ['order', 'constant', 0],
    ['admits', 'reversed', true],
    ['admits', 'always', true],
    ['admits', 'never', false],
    ['share', 'halved', 4],
    ['share', 'doubled', 16],
  ] as const)('%s %s answers %s, and as ever once that is undone', (name, how, answer) => {
    const decisions = made()
    const own = decisions[name]
    const back = flip(decisions, name, how)
    expect((decisions[name] as (...asked: number[]) => unknown)(3, 4)).toBe(answer)
    expect(decisions[name].kind).toBe(own.kind)
    back()
    expect(decisions[name]).toBe(own)
  })
})

describe('chance', () => {
  it('answers the same question alike, and others otherwise', () => {
    const decisions = made()
    flip(decisions, 'order', 'random')
    const answers = Array.from({ length: 50 }, (_, request) => decisions.order(request, 0))
    expect(Array.from({ length: 50 }, (_, request) => decisions.order(request, 0))).toEqual(answers)
    expect(new Set(answers).size).toBe(50)
    expect(decisions.order(7, 1)).not.toBe(decisions.order(7, 0))
  })

  it('says yes about every other time', () => {
    const decisions = made()
    flip(decisions, 'admits', 'random')
    const said = Array.from({ length: 1000 }, (_, request) => decisions.admits(request)).filter(Boolean).length
    expect(said).toBeGreaterThan(440)
    expect(said).toBeLessThan(560)
  })

  it('goes on from asking to asking where no number is asked about', () => {
    const decisions = made()
    flip(decisions, 'share', 'random')
    const first = [decisions.share(), decisions.share(), decisions.share()]
    expect(new Set(first).size).toBe(3)
    expect(first.every((share) => share >= 0 && share < 16)).toBe(true)
  })
})
