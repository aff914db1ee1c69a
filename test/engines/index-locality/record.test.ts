/** What others follow of look-ups: rows by size, of nothing but look-ups, and each what a run of its own says. */
import { expect, it } from 'vitest'
import { indexLocality } from '../../../src/engines/index-locality/index.ts'
import type { LookUpRow } from '../../../src/kernel/artefacts.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { ran } from './lab.ts'

const keys = (index: string, rest: object = {}) => ({
  id: 'keys',
  knobs: { keys: 6400, operations: 600, threads: 1, index: { id: index, knobs: {} }, ...rest },
})

function record(subject: object, kind: 'look-ups' | 'gates' = 'look-ups') {
  const { setup } = indexLocality.complete({ subject })
  return indexLocality.record?.(setup, { draws: createDraws(1), files: {} }, kind) ?? null
}

function rowsOf(subject: object): readonly LookUpRow[] {
  const begun = record(subject)
  if (!begun?.ok) throw new Error(begun?.problems[0].message)
  const shares: number[] = []
  do shares.push(begun.value.advance())
  while (shares[shares.length - 1] < 1)
  expect(shares).toEqual(shares.toSorted((one, other) => one - other))
  return begun.value.value() as readonly LookUpRow[]
}

it('has a row a size, from a hundred keys to as many as there are, four times as many each time', () => {
  const rows = rowsOf(keys('skiplist', { mix: 'update-heavy' }))
  expect(rows.map(({ entries }) => entries)).toEqual([100, 400, 1600, 6400])
  // a fifth of 600 is warm-up
  expect(rows.map(({ domain, lookUps }) => `${lookUps} of ${domain}`)).toEqual(Array(4).fill('480 of Skip list'))
  // more levels take longer, and more of them are far away
  expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).toSorted((a, b) => a - b))
})

it('says of a size what a run of its own that only reads says', () => {
  const rows = rowsOf(keys('b-plus-tree', { mix: 'update-heavy', keys: 1600 }))
  const run = ran(keys('b-plus-tree', { mix: 'read-only', keys: 1600 }))
  expect(rows.length).toBe(3)
  expect(rows[2].time).toBe(run.figure('latency.mean'))
  expect(rows[2].missed).toBe(run.figure('misses'))
})

it('counts nothing where nothing is found by its key, and nothing of another kind', () => {
  const graph = record({ id: 'graph', knobs: {} })
  expect(graph?.ok === false && graph.problems[0].code).toBe('no-entries')
  expect(record(keys('skiplist'), 'gates')).toBeNull()
})
