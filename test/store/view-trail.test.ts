/** Zooming to something remembers what was shown; the way back goes over all of it, as far as it is kept. */
import { expect, it } from 'vitest'
import { createViewStore } from '../../src/store/view.ts'

it('the way back goes from range to range to where one was', () => {
  const view = createViewStore()
  const { zoomTo, zoomBack, show } = view.getState()
  zoomTo([10, 20])
  zoomTo([12, 14])
  show([12.5, 13]) // zooming by the wheel is no place to come back to
  zoomBack()
  expect(view.getState().range).toEqual([10, 20])
  zoomBack()
  expect(view.getState().range).toBeNull()
  zoomBack()
  expect(view.getState().range).toBeNull()
})

it('is kept for fifty steps', () => {
  const view = createViewStore()
  for (let i = 0; i < 80; i++) view.getState().zoomTo([i, i + 1])
  expect(view.getState().trail).toHaveLength(50)
})
