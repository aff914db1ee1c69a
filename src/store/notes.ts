/** Notes on moments and ranges: part of the document, so that they travel in the link and undo takes them back. */
import type { Note } from '../experiment/document.ts'
import type { DocumentState } from './document.ts'
import type { ViewState } from './view.ts'

export interface KeyedNote extends Note {
  readonly key: string
}

/** In order of time. */
export const notesOf = ({ document }: Pick<DocumentState, 'document'>): readonly KeyedNote[] =>
  Object.entries(document.view?.notes ?? {})
    .map(([key, note]) => ({ key, ...note }))
    .sort((a, b) => a.at - b.at)

const toMs = (time: number): number => Math.round(time * 1000) / 1000

/** As many as a link keeps (experiment/normalise.ts). */
export const MOST_NOTES = 50

/** Marks the selected range, else the moment under the cursor or playhead; nothing where the notes are full. */
export function addNote(
  { document, edit }: DocumentState,
  { selection, hover, playhead }: Pick<ViewState, 'selection' | 'hover' | 'playhead'>,
): void {
  const taken = Object.keys(document.view?.notes ?? {})
  if (taken.length >= MOST_NOTES) return
  let number = taken.length + 1
  while (taken.includes(`n${number}`)) number++
  const key = `n${number}`
  const note: Note = selection
    ? { at: toMs(selection[0]), until: toMs(selection[1]), words: '' }
    : { at: toMs(hover ?? playhead), words: '' }
  edit(`view.notes.${key}`, note)
}

export const writeNote = ({ edit }: DocumentState, { key, ...note }: KeyedNote, words: string): void =>
  edit(`view.notes.${key}`, { ...note, words }, `note ${key}`)

export const removeNote = ({ edit }: DocumentState, key: string): void => edit(`view.notes.${key}`, null)
