/** What the list of papers is narrowed to, as it stands in an address. */
import { describe, expect, it } from 'vitest'
import type { StoredLine } from '../../../src/experiment/referee/stored.ts'
import { isAskedFor, NOTHING, optionsIn, type Row, readAsked, writeAsked } from '../../../src/pages/papers/asked.ts'
import { routeOf } from '../../../src/store/route.ts'

const line: StoredLine = {
  ...{ id: 'llumnix', state: 'not resolved', over: 'kv', overTitle: 'Least KV', gain: 0.9, spread: [0.7, 1.1] },
  ...{ bound: 'value', decides: [{ id: 'router/live-migration', title: 'Live migration' }], against: [] },
  hardware: { id: 'a10', title: 'NVIDIA A10' },
}
const rows: readonly Row[] = [
  { id: 'llumnix', title: 'Llumnix', family: 'serving', arxiv: '2406.03243', line, isRunning: true },
  { id: 'distserve', title: 'DistServe', family: 'serving', line: null, isRunning: true },
  { id: 'polar', title: 'POLAR', family: 'serving', line: null, isRunning: false },
  { id: 'fasa', title: 'FASA', family: 'kv', line: null, isRunning: false },
]
const found = (text: string) => rows.filter((row) => isAskedFor(row, readAsked(text))).map(({ id }) => id)

describe('an address', () => {
  it('comes back as it was written, and is empty where nothing is asked', () => {
    const asked = { ...NOTHING, search: 'KV cache', state: 'not resolved', mechanism: 'router/live-migration' }
    expect(readAsked(writeAsked(asked))).toEqual(asked)
    expect(writeAsked(NOTHING)).toBe('')
  })

  it('is what follows the question mark after the list, and may hold names that nobody knows', () => {
    expect(routeOf('#/papers?state=contradicted&x=1')).toEqual({ page: 'papers', asked: 'state=contradicted&x=1' })
    expect(readAsked('state=contradicted&x=1')).toEqual({ ...NOTHING, state: 'contradicted' })
  })
})

describe('the list', () => {
  it('is all of them, or those that are all that is asked', () => {
    expect(found('')).toEqual(['llumnix', 'distserve', 'polar', 'fasa'])
    expect(found('family=kv')).toEqual(['fasa'])
    expect(found('state=planned')).toEqual(['polar', 'fasa'])
    expect(found('state=runs')).toEqual(['distserve'])
    expect(found('state=not+resolved')).toEqual(['llumnix'])
    expect(found('mechanism=router%2Flive-migration')).toEqual(['llumnix'])
    expect(found('hardware=a10&family=kv')).toEqual([])
    expect(found('search=2406')).toEqual(['llumnix'])
    expect(found('state=no+such')).toEqual([])
  })

  it('offers what there is, each once', () => {
    const { states, mechanisms, hardware } = optionsIn([...rows, rows[0]])
    expect(states).toEqual(['not resolved', 'planned', 'runs'])
    expect(mechanisms).toEqual(line.decides)
    expect(hardware).toEqual([line.hardware])
  })
})
