/** Limits set by hand are known by what the description says of their zero, in every engine and arm. */
import { expect, it } from 'vitest'
import { FIRST_LINK } from '../../scripts/first-run.ts'
import { edit } from '../../src/experiment/edit.ts'
import { decode } from '../../src/experiment/link.ts'
import { holds, setLimits } from '../../src/experiment/set-limits.ts'
import { engineOf, openEngine } from '../../src/run/engines.ts'

await openEngine('serving')
const engine = engineOf('serving')
if (!engine.ok) throw new Error('no serving engine')
const description = engine.value.describe()
const of = (link: string) => setLimits(decode(link).document, description)

it('are those of the shipped experiment: a cache smaller than the card’s, and a warm-up', () => {
  expect(of(FIRST_LINK)).toEqual([
    {
      path: 'setup.kv.capacityTokens',
      label: 'KV capacity',
      value: 40_000,
      unit: 'tokens',
      without: 'from memory',
      arm: null,
    },
    { path: 'setup.horizon.warmUp', label: 'Warm-up', value: 2, unit: 's', without: 'none', arm: null },
  ])
})

it('are none of the defaults', () => {
  expect(of('#/lab?v=1')).toEqual([])
})

it('of an arm are told as that arm’s, once', () => {
  const found = of('#/lab?v=1&horizon.duration=30&arm.b.kv.capacityTokens=9000')
  expect(found.map(({ path, arm }) => [path, arm])).toEqual([
    ['setup.horizon.duration', null],
    ['arms.b.kv.capacityTokens', 'b'],
  ])
})

it('are found inside what a choice has chosen, and go when they are put back', () => {
  const { document } = decode('#/lab?v=1&scheduler=deadline-first&scheduler.piece=512')
  const [limit] = setLimits(document, description)
  expect(limit).toMatchObject({ path: 'setup.scheduler.knobs.piece', value: 512 })
  expect(holds(document, limit)).toBe(true)
  const back = edit(document, limit.path, undefined)
  expect(holds(back, limit)).toBe(false)
  expect(setLimits(back, description)).toEqual([])
})
