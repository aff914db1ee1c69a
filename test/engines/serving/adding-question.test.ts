/**
 * A question is added to a copy of the project as docs/adding-things.md says: its definition, the file that finds the answer, a line and
 * an id (test/readme/laws-ask.test.ts: the law over manifests asks for it). The worker answers it then, by the one way that all questions
 * go.
 */
import { expect, it } from 'vitest'
import type { RunId } from '../../../src/worker/api.ts'
import { withAdditions } from '../../readme/with-additions.ts'

it('is its definition, its answer, a line and an id', async () => {
  const { createLab, openLink } = await withAdditions()
  const lab = createLab({ clock: () => 0, breathe: async () => undefined })
  // given one request served at a time: the second has its first token when the first is done
  const { document } = await openLink(
    '#/lab?v=1&workload.requests=2&workload.rate=50&batching.maxRunning=1&lengths.output=fixed&lengths.output.tokens=400',
  )
  const run = 1 as RunId
  await new Promise((resolve) => lab.run(run, document, ({ kind }) => kind === 'done' && resolve(null)))
  // when the page asks, then nobody waits before the first arrival and after the end, and one of the two waits in between
  const ask = (at: number) => lab.ask(run, 'a', 'longestWait', [at])
  expect([await ask(0), await ask(1e6)]).toEqual([null, null])
  const inside = (await ask(1)) as { readonly request: number; readonly since: number }
  expect([0, 1]).toContain(inside.request)
  expect(inside.since).toBeLessThan(1)
})
