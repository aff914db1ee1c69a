import { describe, expect, it } from 'vitest'
import { mutate, mutations } from '../../scripts/mutated-links.mutate.ts'
import { everyGoldenLink, tryLink } from '../../scripts/mutated-links.ts'
import { Shelf } from '../../src/run/shelf.ts'

describe('a link damaged on its way', () => {
  it('always gives a document that completes and has a link of its own', () => {
    // given 1,500 mutations of the golden links (the script of the same name tries 100,000, and opens some in a browser)
    const links = everyGoldenLink()
    const shelf = new Shelf()
    // when each is opened, then none fails
    const outcomes = Array.from({ length: 1500 }, (_, n) => tryLink(mutate(links, 7, n), shelf))
    expect(outcomes.filter(({ failure }) => failure !== null)).toEqual([])
    // and the mutations did damage: most are told of
    expect(outcomes.filter(({ told }) => (told ?? 0) > 0).length).toBeGreaterThan(1000)
  })

  it('is told as a failure where reading it throws', () => {
    // given a text that only looks like a link: a getter stands in for a decoder that throws
    const outcome = tryLink({ kind: 'none', link: undefined as unknown as string }, new Shelf())
    expect(outcome.failure).toContain('TypeError')
  })

  it('is the same link for the same seed and number', () => {
    const links = everyGoldenLink()
    expect(mutate(links, 3, 41)).toEqual(mutate(links, 3, 41))
    const kinds = new Set(Array.from({ length: 400 }, (_, n) => mutate(links, 3, n).kind))
    expect([...kinds].sort()).toEqual(Object.keys(mutations).sort())
  })
})
