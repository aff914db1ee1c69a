/** Every paper that runs: its experiments open and do what its page says, and its verdict hangs on its mechanism. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { readWords } from '../../scripts/words/read.ts'
import { listedPapers, papers as loaders } from '../../src/content/papers/index.ts'
import type { Paper } from '../../src/content/papers/paper.ts'
import { paperWords } from '../../src/content/papers/words.ts'
import { edit } from '../../src/experiment/edit.ts'
import { decode } from '../../src/experiment/link.ts'
import { get } from '../../src/experiment/path.ts'
import { type SeedFigures, verdictOf } from '../../src/experiment/reproduction.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openEngine } from '../../src/run/engines.ts'
import { reproduce } from '../../src/run/reproduce.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { allPapers as papers } from './all-papers.ts'
import { mutations } from './mutations.ts'

const seeds = [1, 2, 3]

/** Student's t of three seeds is 4.3: a decision that brings a tenth, over one that is good for luck, takes eight (2.4) to tell. */
const manySeeds = [...seeds, 4, 5, 6, 7, 8]
const small: ReadonlySet<string> = new Set(['pd-serve', 'pte-tool-reasoning'])

// A formula is no definition whose decision could be replaced: it is mutated where it is imported.
vi.mock('../../src/formulas/prefill-token-equivalents.ts', async (importOriginal) => {
  const formula = await importOriginal<typeof import('../../src/formulas/prefill-token-equivalents.ts')>()
  const { contextFree } = await import('./context-free.ts')
  const { prefillTokenEquivalents } = formula
  return {
    ...formula,
    prefillTokenEquivalents: (...[gamma, work]: Parameters<typeof prefillTokenEquivalents>) =>
      contextFree.isOn ? work.emitted : prefillTokenEquivalents(gamma, work),
  }
})

async function figuresOn(paper: Paper, link: string, over = seeds): Promise<readonly SeedFigures[]> {
  const { document, problems } = decode(link)
  expect(problems).toEqual([])
  await openEngine(document.engine.id)
  const figures = reproduce(document, paper.claimed, over, new Shelf())
  if (!figures.ok) throw new Error(figures.problems[0].message)
  expect(figures.value.map(({ seed }) => seed)).toEqual(over)
  return figures.value
}

/** What the rule of all verdicts calls a confirmed direction: the 95 % interval of the mean gain lies above 1. */
const confirmed = /^(direction confirmed|size comparable)$/

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

it('has a paper and words under its id for each that runs, in the folder of its family', () => {
  expect(papers.map(({ id }) => id)).toEqual(Object.keys(loaders))
  expect(Object.keys(paperWords)).toEqual(Object.keys(loaders))
  const folder = fileURLToPath(new URL('../../src/content/papers/', import.meta.url))
  const placed = papers.map(({ id }) => join(folder, listedPapers.find((listed) => listed.id === id)?.family ?? '', id))
  expect(placed.filter((path) => !existsSync(join(path, 'paper.ts')) || !existsSync(join(path, 'words.mdx')))).toEqual(
    [],
  )
})

it('has a mutation for every paper that runs, and for no other', () => {
  expect(Object.keys(mutations).toSorted()).toEqual(papers.map(({ id }) => id).toSorted())
})

describe.each(papers.map((paper) => [paper.id, paper] as const))('%s', (id, paper) => {
  const paired = small.has(id) ? manySeeds : seeds
  let own: Promise<readonly SeedFigures[]> | null = null
  const ownFigures = () => {
    own ??= figuresOn(paper, paper.link, paired)
    return own
  }

  it('has its direction confirmed over three seeds, and most of the gain is gone where it stops helping', async () => {
    const here = verdictOf(paper.claimed, (await ownFigures()).slice(0, seeds.length))
    expect(here.state).toMatch(confirmed)
    // of gains as verdicts average them, by their logarithms: less than half is left
    const there = verdictOf(paper.claimed, await figuresOn(paper, paper.stops))
    expect(there.gain).toBeLessThan(Math.sqrt(here.gain))
  })

  it('does better than with its decision replaced by a constant or a random one, by the rule of all verdicts', async () => {
    const figures = await ownFigures()
    const restore = mutations[id]()
    const mutated = await figuresOn(paper, paper.link, paired).finally(restore)
    // seed by seed: the mutated mechanism is the baseline of the true one
    const pairs = figures.map((one, i) => ({ seed: one.seed, figures: [mutated[i].figures[1], one.figures[1]] }))
    expect(verdictOf(paper.claimed, pairs).state).toMatch(confirmed)
  })

  it('has words in sections that its page shows, with a formula under how it works', () => {
    const family = listedPapers.find((listed) => listed.id === id)?.family ?? ''
    const path = fileURLToPath(new URL(`../../src/content/papers/${family}/${id}/words.mdx`, import.meta.url))
    const sections = readWords(readFileSync(path, 'utf8'))
    const further = (paper.further ?? []).map(({ title }) => title)
    expect(sections.map(({ title }) => title)).toEqual([
      ...['The problem', 'How it works', 'Where it stops helping'],
      ...further,
    ])
    expect(sections.filter(({ sentences }) => sentences.length === 0)).toEqual([])
    expect(sections[1].formulas.length).toBeGreaterThan(0)
    // what a lesson names has no meaning here
    expect(sections.flatMap(({ places }) => places)).toEqual([])
    expect(sections.flatMap(({ sentences }) => sentences).filter(({ words }) => words.includes('{'))).toEqual([])
  })

  it('has a formula whose figures come out as numbers at both ends', () => {
    const { inputs, of } = paper.formula
    for (const end of ['value', 'from', 'to'] as const) {
      expect(Number.isFinite(of(...inputs.map((input) => input[end])))).toBe(true)
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

describe.each(papers.filter(({ claimed }) => claimed.against === undefined).map((paper) => [paper.id, paper] as const))(
  '%s',
  (_id, paper) => {
    it('is not confirmed when the mechanism’s arm is the baseline', () => {
      const { document } = decode(paper.link)
      const [, mechanism] = Object.keys(document.arms)
      const figures = reproduce(edit(document, `arms.${mechanism}`, {}), paper.claimed, seeds, new Shelf())
      if (!figures.ok) throw new Error(figures.problems[0].message)
      expect(verdictOf(paper.claimed, figures.value).state).toBe('runs')
    })
  },
)

it.each(papers.flatMap(({ id, further = [] }) => further.map(({ title, link }) => [id, title, link] as const)))(
  '%s: the link to its further part “%s” opens whole, and can run',
  (_id, _title, link) => {
    const { document, problems } = decode(link)
    expect(problems).toEqual([])
    const { completed } = completeDocument(document, new Shelf())
    expect([...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]).toEqual([])
  },
)
