/** Every paper that runs: its experiments open and do what its page says, and its verdict hangs on its mechanism. */
import { describe, expect, it } from 'vitest'
import { listedPapers, papers } from '../../src/content/papers/index.ts'
import { edit } from '../../src/experiment/edit.ts'
import { decode } from '../../src/experiment/link.ts'
import { verdictOf } from '../../src/experiment/reproduction.ts'
import { reproduce } from '../../src/run/reproduce.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { figure, summariesOf, summariesOfLink } from './run-document.ts'

const seeds = [1, 2, 3]

it('lists 111 papers, each once, and those that run among them', () => {
  expect(new Set(listedPapers.map(({ id }) => id)).size).toBe(111)
  for (const { id } of papers) expect(listedPapers.some((listed) => listed.id === id)).toBe(true)
})

describe.each(papers.map((paper) => [paper.id, paper] as const))('%s', (_, paper) => {
  const verdictOn = (link: string) => {
    const { document, problems } = decode(link)
    expect(problems).toEqual([])
    const pairs = reproduce(document, paper.claimed, seeds, new Shelf())
    if (!pairs.ok) throw new Error(pairs.problems[0].message)
    return verdictOf(paper.claimed, pairs.value)
  }

  it('has its direction confirmed over three seeds', () => {
    expect(verdictOn(paper.link).state).toMatch(/direction confirmed|size comparable/)
  })

  it('gains much less where its page says that it stops helping', () => {
    const [here, there] = [verdictOn(paper.link), verdictOn(paper.stops.link)]
    expect(there.gain - 1).toBeLessThan(0.3 * (here.gain - 1))
  })

  it('is not confirmed when the mechanism’s arm is the baseline', () => {
    const { document } = decode(paper.link)
    const [, mechanism] = Object.keys(document.arms)
    const pairs = reproduce(edit(document, `arms.${mechanism}`, {}), paper.claimed, seeds, new Shelf())
    if (!pairs.ok) throw new Error(pairs.problems[0].message)
    expect(verdictOf(paper.claimed, pairs.value).state).toBe('runs')
  })

  it('names a knob that its experiment has', async () => {
    const { document } = decode(paper.link)
    const moved = edit(document, `arms.b.${paper.knob.path}`, 1024)
    await summariesOf(moved) // throws where the knob is unknown or the value is mended
  })
})

describe('the golden facts of dynamic-splitfuse', () => {
  it('the largest gap falls by five and more, at equal throughput and a first token that is no sooner', async () => {
    const [paper] = papers.filter(({ id }) => id === 'dynamic-splitfuse')
    const summaries = await summariesOfLink(paper.link)
    const of = (arm: 'a' | 'b', id: string) => figure(summaries, arm, id)
    expect(of('a', 'largestGap.p90') / of('b', 'largestGap.p90')).toBeGreaterThan(5)
    expect(of('b', 'throughput') / of('a', 'throughput')).toBeCloseTo(1, 1)
    expect(of('b', 'ttft.p50')).toBeGreaterThan(0.95 * of('a', 'ttft.p50'))
    expect(of('b', 'e2e.p50')).toBeLessThan(of('a', 'e2e.p50'))
  })
})
