/** Opening a named experiment: its document takes the place of this one, and undo brings this one back. */
import type { Experiment } from '../experiment/document.ts'
import { decode, engineIn } from '../experiment/link.ts'
import { isSameRun } from './create-lab.ts'
import type { Lab } from './lab-context.tsx'
import { whenOpen } from './opening.ts'
import { openPlace } from './place.ts'

export interface NamedExperiment {
  readonly title: string
  readonly link: string
}

/** Which of them the document is, whichever way it came to the page: what is only looked at and called otherwise is the same. */
export const namedAs = <T extends { readonly link: string }>(
  named: readonly T[],
  document: Experiment,
): T | undefined =>
  named.find(({ link }) => engineIn(link) === document.engine.id && isSameRun(decode(link).document, document))

export function openNamed({ document, view }: Lab, { title, link }: NamedExperiment): void {
  const open = () => {
    const { document: opened, problems } = decode(link)
    document.getState().open({ document: { ...opened, title: opened.title || title }, problems })
    openPlace(view, opened)
  }
  whenOpen(engineIn(link), open, (problem) => document.setState({ problems: [problem] }))
}
