/** Every paper that runs: what it brings before the referee can run, what was stored of it is still so, and its page has its words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readWords } from '../../scripts/words/read.ts'
import { listedPapers, papers as loaders } from '../../src/content/papers/index.ts'
import { paperWords } from '../../src/content/papers/words.ts'
import { decode } from '../../src/experiment/link.ts'
import { get } from '../../src/experiment/path.ts'
import { batchOf, inWorld } from '../../src/experiment/referee/batch.ts'
import { type Variant, wordsIn } from '../../src/experiment/referee/judged.ts'
import { patchOfWords } from '../../src/experiment/referee/set-text.ts'
import { candidatesOf } from '../../src/experiment/referee/tuning.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { engineOf, openEngine } from '../../src/run/engines.ts'
import { openBase } from '../../src/run/judge.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { allPapers as papers } from './all-papers.ts'

it('lists 111 papers, each once, and those that run among them', () => {
  expect(new Set(listedPapers.map(({ id }) => id)).size).toBe(111)
  for (const { id } of papers) expect(listedPapers.some((listed) => listed.id === id)).toBe(true)
})

it('no file of an engine names a paper, but for definitions called like one, and choices that begin with them', () => {
  const folder = fileURLToPath(new URL('../../src/engines/', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const named = files.flatMap((file) => {
    const words = readFileSync(join(folder, file), 'utf8').replaceAll(/\b(id|default): '[a-z0-9-]+'/g, '')
    return papers.filter(({ id }) => words.includes(`'${id}'`)).map(({ id }) => `${file} names ${id}`)
  })
  expect(named).toEqual([])
})

it('has a paper and words under its id for each that runs, in the folder of its family', () => {
  expect(papers.map(({ id }) => id)).toEqual(Object.keys(loaders))
  expect(Object.keys(paperWords)).toEqual(Object.keys(loaders))
  const folder = fileURLToPath(new URL('../../src/content/papers/', import.meta.url))
  const placed = papers.map(({ id }) => join(folder, listedPapers.find((listed) => listed.id === id)?.family ?? '', id))
  const files = ['paper.ts', 'judged.ts', 'words.mdx']
  expect(placed.filter((path) => files.some((file) => !existsSync(join(path, file))))).toEqual([])
})

describe.each(papers.map((paper) => [paper.id, paper] as const))('%s', (id, paper) => {
  const { judged } = paper
  const rolesOf = (role: string) => Object.values(judged.arms).filter((arm) => arm.role === role)

  it('has one mechanism, a baseline, and somebody who decides nothing', () => {
    expect(rolesOf('mechanism')).toHaveLength(1)
    expect(rolesOf('baseline').length).toBeGreaterThan(0)
    // a measure is not a decision: what it is held against are other measures of the same runs
    if (Object.values(judged.arms).every(({ metric }) => metric === undefined))
      expect(rolesOf('control').length).toBeGreaterThan(0)
  })

  it('asserts three things or more, of arms and worlds that are there, with a bound on both sides', () => {
    const worlds = judged.sensitivity.map((world) => world.id)
    expect(judged.assertions.length).toBeGreaterThanOrEqual(3)
    for (const { of, from, to } of judged.assertions) {
      expect(Object.keys(judged.arms)).toEqual(expect.arrayContaining([of.arm, ...(of.over ? [of.over] : [])]))
      if (of.under !== undefined) expect(worlds).toContain(of.under)
      expect(from).toBeLessThanOrEqual(to)
      expect(Number.isFinite(to)).toBe(true)
    }
    expect(worlds).toContain(paper.stops)
  })

  it('runs as it stands in every world: no knob that an arm does not have, no value that is mended', async () => {
    const base = await openBase(judged)
    if (!base.ok) throw new Error(base.problems[0].message)
    const engine = engineOf(base.value.engine.id)
    if (!engine.ok) throw new Error(engine.problems[0].message)
    const worlds: readonly (Variant | null)[] = [null, ...judged.sensitivity]
    for (const world of worlds) {
      const experiment = inWorld(base.value, world)
      const arms = Object.entries(judged.arms).flatMap(([key, arm]) =>
        candidatesOf(arm).map(
          (chosen, i) => [`${key}~${i}`, patchOfWords(experiment, wordsIn(world, key, arm), chosen)] as const,
        ),
      )
      for (const { setup, arm } of batchOf(experiment, Object.fromEntries(arms), [1]).points) {
        const completed = engine.value.complete(setup)
        expect([world?.id, arm, completed.problems]).toEqual([world?.id, arm, []])
        const { problems } = engine.value.check(completed.setup)
        expect(problems.filter(({ severity }) => severity !== 'notice')).toEqual([])
      }
    }
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

  it('has a knob that an arm of its experiment has', async () => {
    const base = await openBase(judged)
    if (!base.ok) throw new Error(base.problems[0].message)
    const arms = Object.fromEntries(
      Object.entries(judged.arms).map(([key, arm]) => [key, patchOfWords(base.value, arm.set)]),
    )
    const { points } = batchOf(base.value, arms, [1])
    const engine = engineOf(base.value.engine.id)
    if (!engine.ok) throw new Error(engine.problems[0].message)
    const setups = points.map(({ setup }) => engine.value.complete(setup).setup as Record<string, unknown>)
    expect(setups.some((setup) => get(setup, paper.knob.path) !== undefined)).toBe(true)
  })
})

it.each(papers.flatMap(({ id, further = [] }) => further.map(({ title, link }) => [id, title, link] as const)))(
  '%s: the link to its further part “%s” opens whole, and can run',
  async (_id, _title, link) => {
    const { document, problems } = decode(link)
    expect(problems).toEqual([])
    await openEngine(document.engine.id)
    const { completed } = completeDocument(document, new Shelf())
    expect([...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]).toEqual([])
  },
)
