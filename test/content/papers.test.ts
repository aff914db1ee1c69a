/** Every paper that runs: its experiments open and do what its page says, and its verdict hangs on its mechanism. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { listedPapers, type Paper, papers } from '../../src/content/papers/index.ts'
import { edit } from '../../src/experiment/edit.ts'
import { decode } from '../../src/experiment/link.ts'
import { get } from '../../src/experiment/path.ts'
import { type Verdict, verdictOf } from '../../src/experiment/reproduction.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openEngine } from '../../src/run/engines.ts'
import { reproduce } from '../../src/run/reproduce.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { mutations } from './mutations.ts'

const seeds = [1, 2, 3]

/** Gain that three seeds must show at least. Half of what they do, or what the claim begins with. */
const least: Readonly<Record<string, number>> = {
  'dynamic-splitfuse': 3,
  distserve: 1.25,
  flowprefill: 4,
  'pd-serve': 1.3,
  llumnix: 5,
  'semi-pd': 1.3,
  jitserve: 1.15,
  stream2llm: 5,
  batchllm: 1.2,
  benchoverflow: 5,
  'pte-tool-reasoning': 1.1,
}

function verdictOn(paper: Paper, link: string): Verdict {
  const { document, problems } = decode(link)
  expect(problems).toEqual([])
  const figures = reproduce(document, paper.claimed, seeds, new Shelf())
  if (!figures.ok) throw new Error(figures.problems[0].message)
  return verdictOf(paper.claimed, figures.value)
}

it('lists 111 papers, each once, and those that run among them', () => {
  expect(new Set(listedPapers.map(({ id }) => id)).size).toBe(111)
  for (const { id } of papers) expect(listedPapers.some((listed) => listed.id === id)).toBe(true)
})

it('no file of the engine names a paper, but for the definitions that are a paper’s own', () => {
  const folder = fileURLToPath(new URL('../../src/engines/serving/', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const named = files.flatMap((file) => {
    const words = readFileSync(join(folder, file), 'utf8')
    return papers.filter(({ id }) => words.includes(`'${id}'`)).map(({ id }) => `${file} names ${id}`)
  })
  expect(named).toEqual([])
})

describe.each(papers.map((paper) => [paper.id, paper] as const))('%s', (id, paper) => {
  it('has its direction confirmed over three seeds, by as much as its page says and more than where it stops helping', () => {
    const here = verdictOn(paper, paper.link)
    expect(here.gain).toBeGreaterThan(least[id])
    const there = verdictOn(paper, paper.stops.link)
    expect(there.gain - 1).toBeLessThan(0.3 * (here.gain - 1))
  }, 60_000)

  it('falls short of that when its decision is replaced by a constant or a random one', () => {
    const mutate = mutations[id]
    if (mutate === undefined) return // a metric: see pte-mutation.test.ts
    const restore = mutate()
    try {
      expect(verdictOn(paper, paper.link).gain).toBeLessThan(least[id])
    } finally {
      restore()
    }
  }, 60_000)

  it('is not confirmed when the mechanism’s arm is the baseline', () => {
    if (paper.claimed.against !== undefined) return
    const { document } = decode(paper.link)
    const [, mechanism] = Object.keys(document.arms)
    const figures = reproduce(edit(document, `arms.${mechanism}`, {}), paper.claimed, seeds, new Shelf())
    if (!figures.ok) throw new Error(figures.problems[0].message)
    expect(verdictOf(paper.claimed, figures.value).state).toBe('runs')
  }, 60_000)

  it('has a formula whose figures come out as numbers at both ends', () => {
    const { inputs, of } = paper.formula.live
    for (const end of ['value', 'from', 'to'] as const) {
      expect(Number.isFinite(of(...inputs.map((input) => input[end])))).toBe(true)
    }
  })

  it('has links to further parts that open whole, and can run', () => {
    for (const { link } of paper.further ?? []) {
      const { document, problems } = decode(link)
      expect(problems).toEqual([])
      const { completed } = completeDocument(document, new Shelf())
      expect([...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]).toEqual([])
    }
  })

  it('has a knob that its experiment has, and a name for every arm', async () => {
    const { document } = decode(paper.link)
    await openEngine(document.engine.id)
    const { arms } = completeDocument(document, new Shelf())
    const some = arms.map(({ setup }) => get(setup as Record<string, unknown>, paper.knob.path))
    expect(some.some((value) => value !== undefined)).toBe(true)
    expect(paper.arms).toHaveLength(
      paper.claimed.against === undefined ? arms.length : paper.claimed.against.length + 1,
    )
  })
})
