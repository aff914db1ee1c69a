/** Notes on time are part of the document: they travel in the link, and undo takes them back. */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { isSameRun } from '../../src/store/create-lab.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { addNote, MOST_NOTES, notesOf, removeNote, writeNote } from '../../src/store/notes.ts'

const setUp = () => createDocumentStore({ document: defaultExperiment(), problems: [] })
const looking = { selection: null, hover: null, playhead: 12.3456 }

describe('a note', () => {
  it('marks the moment, or the selected range, and says what was written', () => {
    const store = setUp()
    addNote(store.getState(), looking)
    addNote(store.getState(), { ...looking, selection: [3, 4.5] })
    const [range, moment] = notesOf(store.getState())
    expect(range).toEqual({ key: 'n2', at: 3, until: 4.5, words: '' })
    expect(moment).toEqual({ key: 'n1', at: 12.346, words: '' })
    writeNote(store.getState(), moment, 'the cache is full ~ here')
    expect(notesOf(store.getState())[1].words).toBe('the cache is full ~ here')
  })

  it('travels in a readable link', () => {
    const store = setUp()
    addNote(store.getState(), { ...looking, selection: [3, 4.5] })
    writeNote(store.getState(), notesOf(store.getState())[0], 'a & b = 100 % ~ {x}')
    const link = encode(store.getState().document)
    expect(link).toContain('view.notes.n1=3~4.5~')
    expect(decode(link).problems).toEqual([])
    expect(decode(link).document).toEqual(store.getState().document)
  })

  it('is not lost in silence: there are as many as a link keeps, and no more', () => {
    const store = setUp()
    for (let i = 0; i < 60; i++) addNote(store.getState(), { ...looking, playhead: i })
    expect(notesOf(store.getState())).toHaveLength(MOST_NOTES)
    expect(decode(encode(store.getState().document)).document).toEqual(store.getState().document)
  })

  it('is undone and redone like an edit, and changes no number', () => {
    const store = setUp()
    const before = store.getState().document
    addNote(store.getState(), looking)
    expect(isSameRun(store.getState().document, before)).toBe(true)
    removeNote(store.getState(), 'n1')
    expect(notesOf(store.getState())).toEqual([])
    store.getState().undo()
    expect(notesOf(store.getState())).toHaveLength(1)
    store.getState().undo()
    expect(store.getState().document).toEqual(before)
    store.getState().redo()
    expect(notesOf(store.getState())).toHaveLength(1)
  })

  it('that a hostile link holds is told and left out', () => {
    const { document, problems } = decode('#/lab?v=1&view.notes.a=soon~~x&view.notes.b=4&view.notes.c=5~2~fine')
    expect(document.view?.notes).toEqual({ c: { at: 5, words: 'fine' } })
    expect(problems.length).toBe(2)
    const many = Array.from({ length: 80 }, (_, i) => `view.notes.n${i}=${i}~~${'x'.repeat(300)}`).join('&')
    const kept = Object.values(decode(`#/lab?v=1&${many}`).document.view?.notes ?? {})
    expect(kept).toHaveLength(50)
    expect(kept.every(({ words }) => words.length === 200)).toBe(true)
  })
})
