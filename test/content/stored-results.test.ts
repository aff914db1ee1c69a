/**
 * What was stored of every paper is of this engine and this experiment, comes out again to the digit, and hides no decision that nobody
 * notices. `npm run papers -- ID` stores again.
 */
import { describe, expect, it } from 'vitest'
import { openShelf } from '../../src/cli/model-files.ts'
import { readStored, readStoredLines } from '../../src/cli/stored-results.ts'
import type { Paper } from '../../src/content/papers/paper.ts'
import { batchOf, figureIn } from '../../src/experiment/referee/batch.ts'
import type { Figure } from '../../src/experiment/referee/figure.ts'
import type { Judging } from '../../src/experiment/referee/referee.ts'
import { patchOfWords } from '../../src/experiment/referee/set-text.ts'
import { digestOf, lineOf, type StoredResult } from '../../src/experiment/referee/stored.ts'
import { drive } from '../../src/run/batch-runs.ts'
import { engineOf } from '../../src/run/engines.ts'
import { openBase } from '../../src/run/judge.ts'
import { factsOf } from '../../src/run/paper-facts.ts'
import { allPapers } from './all-papers.ts'
import { papersOfTheDay } from './papers-of-the-day.ts'

const stored: ReadonlyMap<string, StoredResult> = new Map(
  await Promise.all(
    allPapers.map(async ({ id }) => {
      const result = await readStored(id)
      if (result === null) throw new Error(`nothing is stored of ${id}: npm run papers -- ${id}`)
      return [id, result] as const
    }),
  ),
)
const of = (id: string): StoredResult => stored.get(id) as StoredResult

/** Measured again here. */
const measured = papersOfTheDay([...stored.keys()], 5)

it('the index has a line for each, which is what its file says', async () => {
  const lines = await Promise.all(
    allPapers.map(async ({ id, judged }) => {
      const facts = await factsOf(judged)
      if (!facts.ok) throw new Error(facts.problems[0].message)
      return lineOf(of(id), facts.value)
    }),
  )
  expect(await readStoredLines()).toEqual(lines)
})

describe.each(allPapers.map((paper) => [paper.id, paper.judged] as const))('%s', (id, judged) => {
  it('is of what it brings before the referee now, and of this engine', async () => {
    const base = await openBase(judged)
    if (!base.ok) throw new Error(base.problems[0].message)
    const engine = engineOf(base.value.engine.id)
    if (!engine.ok) throw new Error(engine.problems[0].message)
    const { id: engineId, version } = engine.value
    expect({ of: of(id).of, engine: of(id).engine }).toEqual({
      of: digestOf(judged),
      engine: { id: engineId, version },
    })
  })

  it('explains what survives, and nothing that falls', () => {
    const survived = [
      ...new Set(of(id).flips.flatMap(({ decision, failed }) => (failed.length === 0 ? [decision] : []))),
    ]
    const explained = Object.keys(judged.survivors ?? {})
    expect(explained.filter((decision) => !survived.includes(decision))).toEqual([])
    const unexplained = survived.filter((decision) => !explained.includes(decision))
    expect(unexplained).toEqual([])
  })
})

it.each(measured)(
  '%s: its first seed comes out again to the digit, for the mechanism and the best baseline',
  async (id) => {
    const { judged } = allPapers.find((paper) => paper.id === id) as Paper
    const base = await openBase(judged)
    if (!base.ok) throw new Error(base.problems[0].message)
    const { arms, seeds, over } = of(id)
    const wanted = arms.filter(({ role, key }) => role === 'mechanism' || key === over)
    const patches = wanted.map(
      ({ key, tuned }) => [key, patchOfWords(base.value, judged.arms[key].set, tuned)] as const,
    )
    const batch = batchOf(base.value, Object.fromEntries(patches), [seeds[0]])
    const again = await drive(
      (function* (): Judging<readonly (Figure | null)[]> {
        const figures = yield batch
        return wanted.map(({ key }) =>
          figureIn(
            batch,
            figures,
            { ...judged.claim, metric: judged.arms[key].metric ?? judged.claim.metric },
            key,
            seeds[0],
          ),
        )
      })(),
      openShelf(),
    )
    if (!again.ok) throw new Error(again.problems[0].message)
    expect(again.value).toEqual(wanted.map(({ figures }) => figures[0]))
  },
)
