/** Where the reader looks when an experiment is opened. */
import { expect, it } from 'vitest'
import { openPlace } from '../../src/store/place.ts'
import { createViewStore } from '../../src/store/view.ts'

const looked = () => {
  const view = createViewStore()
  view.getState().openStage('sweep')
  view.getState().show([2, 3])
  view.getState().goTo(2.5)
  view.getState().selectRequest(7)
  view.getState().pin('kv')
  return view
}

it('is the whole of it from its beginning, whatever was looked at before; what is pinned stays', () => {
  const view = looked()
  openPlace(view, {})
  expect(view.getState()).toMatchObject({ stage: 'timelines', range: null, playhead: 0, request: null, pinned: ['kv'] })
})

it('is the first event of its story', () => {
  const view = looked()
  openPlace(view, { events: { kill: { at: 9, kind: 'kill' }, burst: { at: 4, kind: 'burst' } } })
  expect(view.getState().playhead).toBe(4)
})

it('is what its link asks for', () => {
  const view = looked()
  openPlace(view, { view: { stage: 'blame', t0: 1, t1: 5, at: 3, pins: 'queue' } })
  expect(view.getState()).toMatchObject({ stage: 'blame', range: [1, 5], playhead: 3, pinned: ['queue'] })
})
