/** The experiment of a lesson's step: the lesson's own link with the edits of every step up to this one. */
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { decode } from '../experiment/link.ts'

export interface Stepped {
  readonly title: string
  readonly link: string
  readonly steps: readonly { readonly edits?: Readonly<Record<string, unknown>> }[]
}

/** Step 1 is the first; a number beyond the last is the last. */
export function documentOfStep(lesson: Stepped, step: number): Experiment {
  const { document } = decode(lesson.link)
  return lesson.steps
    .slice(0, step)
    .flatMap(({ edits = {} }) => Object.entries(edits))
    .reduce((changed, [path, value]) => edit(changed, path, value), { ...document, title: lesson.title })
}
