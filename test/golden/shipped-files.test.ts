/**
 * What the page shows before its worker has started is what the worker would compute: the shipped description and first
 * run are rebuilt and compared. When they differ: `npx tsx scripts/first-run.ts`.
 */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { firstOutline, firstRun } from '../../scripts/first-run.ts'
import { engineOf } from '../../src/run/engines.ts'

const shipped = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../src/app/${name}`, import.meta.url), 'utf8'))

/** As it comes out of a file: undefined is absent. */
const asFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

it('ships the outline of the description that the engine gives now', () => {
  const serving = engineOf('serving')
  expect(serving.ok && asFile(firstOutline(serving.value.describe()))).toEqual(shipped('default-description.json'))
})

it('says of the first run, whose light is red, what it means to show', async () => {
  const { summaries, regime } = await firstRun()
  expect(summaries.a.validity?.level).toBe('failing')
  expect(regime).toMatch(/means to show a full cache/)
})

it('ships the first run that the engine computes now', async () => {
  expect(asFile(await firstRun())).toEqual(shipped('first-run.json'))
})
