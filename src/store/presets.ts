/** Opening a named experiment: its document takes the place of this one, and undo brings this one back. */
import { decode } from '../experiment/link.ts'
import type { Lab } from './lab-context.tsx'
import { TIMELINES } from './view.ts'

export interface NamedExperiment {
  readonly title: string
  readonly link: string
}

export function openNamed({ document, view }: Lab, { title, link }: NamedExperiment): void {
  const { document: opened, problems } = decode(link)
  document.getState().open({ document: { ...opened, title: opened.title || title }, problems })
  // A story begins at its beginning, whole.
  view.getState().show(null)
  view.getState().select(null)
  view.getState().goTo(0)
  view.getState().openStage(opened.view?.stage ?? TIMELINES)
}
