/** Prefill-token equivalents with the context left out of them, so that a token costs the same anywhere: they tell no more than tokens. */
import { expect, it, vi } from 'vitest'
import { papers } from '../../src/content/papers/index.ts'
import { decode } from '../../src/experiment/link.ts'
import { verdictOf } from '../../src/experiment/reproduction.ts'
import { openEngine } from '../../src/run/engines.ts'
import { reproduce } from '../../src/run/reproduce.ts'
import { Shelf } from '../../src/run/shelf.ts'

vi.mock('../../src/formulas/prefill-token-equivalents.ts', async (original) => ({
  ...(await original<object>()),
  prefillTokenEquivalents: (_gamma: number, { emitted }: { readonly emitted: number }) => emitted,
}))

it('the reproduction of pte-tool-reasoning fails without the context', async () => {
  const [paper] = papers.filter(({ id }) => id === 'pte-tool-reasoning')
  const { document } = decode(paper.link)
  await openEngine(document.engine.id)
  const figures = reproduce(document, paper.claimed, [1, 2, 3], new Shelf())
  if (!figures.ok) throw new Error(figures.problems[0].message)
  expect(verdictOf(paper.claimed, figures.value).gain).toBeLessThan(1.1)
}, 60_000)
