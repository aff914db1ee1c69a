/** The document of the page: one action, undoable, arms selected beside it. */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { isSameRun } from '../../src/store/create-lab.ts'
import { createDocumentStore } from '../../src/store/document.ts'

const open = () => createDocumentStore({ document: defaultExperiment(), problems: [] })

describe('edits', () => {
  it('are undone and redone one by one', () => {
    const store = open()
    store.getState().edit('title', 'one')
    store.getState().edit('seed', 7)
    store.getState().undo()
    expect(store.getState().document).toMatchObject({ title: 'one', seed: 1 })
    store.getState().undo()
    expect(store.getState().document.title).toBe('')
    store.getState().redo()
    store.getState().redo()
    expect(store.getState().document).toMatchObject({ title: 'one', seed: 7 })
  })

  it('of one gesture are one step of undo', () => {
    const store = open()
    for (const seed of [2, 3, 4, 5]) store.getState().edit('seed', seed, 'slide-1')
    store.getState().edit('seed', 9, 'slide-2')
    store.getState().undo()
    expect(store.getState().document.seed).toBe(5)
    store.getState().undo()
    expect(store.getState().document.seed).toBe(1)
  })

  it('given together are one step of undo', () => {
    const store = open()
    store.getState().editAll({ seed: 3, title: 'mended' })
    expect(store.getState().document).toMatchObject({ seed: 3, title: 'mended' })
    store.getState().undo()
    expect(store.getState().document).toMatchObject({ seed: 1, title: '' })
  })

  it('that change nothing leave no step', () => {
    const store = open()
    store.getState().edit('seed', 1)
    expect(store.getState().history.past).toHaveLength(0)
  })

  it('run again unless they only change the title or where the reader looks', () => {
    const document = defaultExperiment()
    expect(isSameRun(document, { ...document, title: 'other', view: { at: 3 } })).toBe(true)
    expect(isSameRun(document, { ...document, seed: 2 })).toBe(false)
    expect(isSameRun(document, { ...document, arms: { a: {}, b: {} } })).toBe(false)
  })
})

describe('the selected arm', () => {
  it('is the baseline at first, and falls back to it when its arm is undone', () => {
    const store = open()
    store.getState().edit('arms.b', {})
    store.getState().selectArm('b')
    expect(store.getState().arm).toBe('b')
    store.getState().undo()
    expect(store.getState().arm).toBe('a')
  })

  it('is never one that the document does not have', () => {
    const store = open()
    store.getState().selectArm('nobody')
    expect(store.getState().arm).toBe('a')
  })
})

describe('what was wrong with a link', () => {
  const broken = {
    document: { ...defaultExperiment(), seed: 9 },
    problems: [{ code: 'unknown-key', message: 'x', remedy: 'y' }],
  }
  const told = (store: ReturnType<typeof open>) => store.getState().problems.map(({ code }) => code)

  it('is told as long as its experiment is the one on the page', () => {
    const store = open()
    store.getState().open(broken)
    store.getState().edit('title', 'edited')
    expect(told(store)).toEqual(['unknown-key'])
    // undone: the title, then the opening
    store.getState().undo()
    expect(told(store)).toEqual(['unknown-key'])
    store.getState().undo()
    expect(told(store)).toEqual([])
    store.getState().redo()
    expect(told(store)).toEqual(['unknown-key'])
  })

  it('does not come back over another experiment, or once it was closed', () => {
    const store = open()
    store.getState().open(broken)
    store.getState().undo()
    // given another way on from before it was opened
    store.getState().edit('seed', 3)
    store.getState().edit('seed', 4)
    expect(told(store)).toEqual([])
    store.getState().undo()
    store.getState().redo()
    expect(told(store)).toEqual([])
    store.getState().open(broken)
    store.getState().dismissProblems()
    store.getState().edit('seed', 5)
    store.getState().undo()
    expect(told(store)).toEqual([])
  })
})
