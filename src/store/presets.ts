/** Opening a named experiment: its document takes the place of this one, and undo brings this one back. */
import { decode } from '../experiment/link.ts'
import type { Lab } from './lab-context.tsx'
import { openPlace } from './place.ts'

export interface NamedExperiment {
  readonly title: string
  readonly link: string
}

export function openNamed({ document, view }: Lab, { title, link }: NamedExperiment): void {
  const { document: opened, problems } = decode(link)
  document.getState().open({ document: { ...opened, title: opened.title || title }, problems })
  openPlace(view, opened)
}
