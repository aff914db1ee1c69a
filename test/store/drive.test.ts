/** Driving: a knob that is moved changes from the playhead on, as an event that is shared and undone like any edit. */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { drive, setupAt } from '../../src/store/drive.ts'

const rate = (value: number, gesture?: string) => ({
  path: 'workload.knobs.rate',
  value,
  ...(gesture !== undefined && { gesture }),
})
const setUp = () => createDocumentStore({ document: defaultExperiment(), problems: [] })
const rateAt = (store: ReturnType<typeof setUp>, at: number) =>
  (setupAt(store.getState().document, 'a', at) as { workload: { knobs: { rate: number } } }).workload.knobs.rate

describe('a knob moved while driving', () => {
  it('holds from that moment on, and what it was before', () => {
    const store = setUp()
    const before = rateAt(store, 0)
    drive(store.getState(), 12, rate(9))
    expect(rateAt(store, 11.99)).toBe(before)
    expect(rateAt(store, 12)).toBe(9)
    expect(store.getState().document.setup).toEqual(defaultExperiment().setup)
  })

  it('is one event a gesture, and one step of undo', () => {
    const store = setUp()
    const before = store.getState().document
    drive(store.getState(), 12, rate(9, 'drag'))
    drive(store.getState(), 12.1, rate(11, 'drag'))
    drive(store.getState(), 12.2, rate(15, 'drag'))
    expect(Object.values(store.getState().document.events ?? {})).toEqual([
      { at: 12, kind: 'patch', patch: { workload: { knobs: { rate: 15 } } } },
    ])
    store.getState().undo()
    expect(store.getState().document).toEqual(before)
  })

  it('is another event later on', () => {
    const store = setUp()
    drive(store.getState(), 12, rate(9))
    drive(store.getState(), 20, rate(2))
    expect([rateAt(store, 15), rateAt(store, 20)]).toEqual([9, 2])
  })

  it('belongs to the arm on the form, and travels in the link', () => {
    const store = setUp()
    store.getState().edit('arms.b', {})
    store.getState().selectArm('b')
    drive(store.getState(), 3, rate(7))
    const { document } = decode(encode(store.getState().document))
    expect(Object.values(document.events ?? {})).toMatchObject([{ at: 3, arm: 'b' }])
    expect(setupAt(document, 'a', 5)).not.toEqual(setupAt(document, 'b', 5))
  })
})
