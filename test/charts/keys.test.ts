import { describe, expect, it } from 'vitest'
import { moveCursor } from '../../src/charts/data-cursor.ts'
import { keyGesture } from '../../src/charts/key-gestures.ts'
import { dragWindow, keyWindow } from '../../src/charts/overview/window-drag.ts'

const bounds = { t0: 0, t1: 60 }
const view = { t0: 10, t1: 30, cursor: 15, selection: null }

describe('keys of the timeline', () => {
  it('W shows three quarters of the time, around the cursor; S takes it back', () => {
    const gesture = keyGesture({ key: 'w', code: 'KeyW' }, { view, bounds })
    // 15 s stays a quarter from the left: 15 − 15 / 4 = 11.25
    expect(gesture).toEqual({ kind: 'view', range: { t0: 11.25, t1: 26.25 } })
    const back = keyGesture({ key: 's', code: 'KeyS' }, { view: { ...view, t0: 11.25, t1: 26.25 }, bounds })
    expect(back).toEqual({ kind: 'view', range: { t0: 10, t1: 30 } })
  })
  it('letters act by their place: A on a French keyboard types q', () => {
    expect(keyGesture({ key: 'q', code: 'KeyA' }, { view, bounds })).toEqual({ kind: 'view', range: { t0: 8, t1: 28 } })
  })
  it('F fits the selection, 0 the whole run, Esc clears', () => {
    const selected = { ...view, selection: [20, 40] as const }
    expect(keyGesture({ key: 'f', code: 'KeyF' }, { view: selected, bounds })).toEqual({
      kind: 'view',
      range: { t0: 19, t1: 41 },
    })
    expect(keyGesture({ key: '0', code: 'Digit0' }, { view, bounds })).toEqual({ kind: 'view', range: bounds })
    expect(keyGesture({ key: 'Escape', code: 'Escape' }, { view, bounds })).toEqual({ kind: 'clear' })
    expect(keyGesture({ key: 'x', code: 'KeyX' }, { view, bounds })).toBeNull()
  })
})

describe('the data cursor', () => {
  // data change at whole seconds; a pixel is 0.02 s
  const steps = {
    grain: 0.02,
    neighbour: (time: number, direction: 1 | -1) => (direction === 1 ? Math.floor(time) + 1 : Math.ceil(time) - 1),
  }
  it('walks from change to change', () => {
    expect(moveCursor('ArrowRight', view, steps)).toEqual({ kind: 'to', time: 16 })
    expect(moveCursor('ArrowLeft', { ...view, cursor: 15.5 }, steps)).toEqual({ kind: 'to', time: 15 })
  })
  it('moves at least a pixel where changes are denser', () => {
    const dense = { grain: 0.02, neighbour: (time: number, direction: 1 | -1) => time + direction * 0.001 }
    expect(moveCursor('ArrowRight', view, dense)).toEqual({ kind: 'to', time: 15.02 })
  })
  it('takes the view along beyond its edge', () => {
    // 31 s is 1 s beyond; the view moves by that and a quarter of its 20 s
    expect(moveCursor('ArrowRight', { ...view, cursor: 30 }, steps)).toEqual({
      kind: 'scroll',
      time: 31,
      t0: 16,
      t1: 36,
    })
    expect(moveCursor('PageDown', view, steps)).toEqual({ kind: 'scroll', time: 35, t0: 30, t1: 50 })
  })
  it('stays where the data end, and leaves other keys alone', () => {
    expect(moveCursor('ArrowRight', view, { grain: 0.02, neighbour: () => null })).toEqual({ kind: 'to', time: 15 })
    expect(moveCursor('Home', view, steps)).toEqual({ kind: 'to', time: 10 })
    expect(moveCursor('End', view, steps)).toEqual({ kind: 'to', time: 30 })
    expect(moveCursor('Enter', view, steps)).toEqual({ kind: 'mark' })
    expect(moveCursor('w', view, steps)).toBeNull()
  })
})

describe('the window of the overview', () => {
  const window = { t0: 10, t1: 30 }
  it('moves by its body, and one edge by a grip', () => {
    expect(dragWindow(window, 'body', 12, 17, bounds)).toEqual({ t0: 15, t1: 35 })
    expect(dragWindow(window, 'left', 10, 14, bounds)).toEqual({ t0: 14, t1: 30 })
    expect(dragWindow(window, 'right', 30, 28, bounds)).toEqual({ t0: 10, t1: 28 })
  })
  it('turns over when a grip crosses the other, and stops at the ends', () => {
    expect(dragWindow(window, 'left', 10, 40, bounds)).toEqual({ t0: 30, t1: 40 })
    expect(dragWindow(window, 'body', 12, 100, bounds)).toEqual({ t0: 40, t1: 60 })
  })
  it('is drawn anew by a drag outside', () => {
    expect(dragWindow(window, 'outside', 50, 45, bounds)).toEqual({ t0: 45, t1: 50 })
  })
  it('moves by a fiftieth of the run with an arrow', () => {
    expect(keyWindow(window, 'body', 'ArrowRight', bounds)).toEqual({ t0: 11.2, t1: 31.2 })
    expect(keyWindow(window, 'right', 'End', bounds)).toEqual({ t0: 10, t1: 60 })
    expect(keyWindow(window, 'left', 'Home', bounds)).toEqual({ t0: 0, t1: 30 })
    expect(keyWindow(window, 'body', 'x', bounds)).toBeNull()
  })
})
