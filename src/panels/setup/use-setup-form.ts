/**
 * Joins a form to the document: values of the selected arm, problems the worker found in it, edits that go to that arm.
 * The first arm is the set-up itself; a later one is a patch on it.
 */
import { useMemo } from 'react'

import { fieldPath } from '../../forms/field-values.ts'
import type { FormContext } from '../../forms/form-context.ts'
import type { FieldGroup } from '../../kernel/description.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { DocumentState } from '../../store/document.ts'
import { drive, setupAt } from '../../store/drive.ts'
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { wholeSetupOf } from '../../store/reading.ts'
import { isLocked, restrictionsOf } from '../../store/restrictions.ts'

const none: readonly Problem[] = []

export function useSetupForm(): FormContext {
  const lab = useLab()
  const document = useDocument((state) => state.document)
  const arm = useDocument((state) => state.arm)
  const completed = useRun((run) => run.completed)
  const isDriving = useView((state) => state.isDriving)
  // Only a driver's form follows the playhead, and no finer than a tenth of a second.
  const playhead = useView((state) => (state.isDriving ? Math.round(state.playhead * 10) / 10 : 0))
  const groups = useRun((run) => run.description?.groups)
  return useMemo(() => {
    const restrictions = restrictionsOf(document.view)
    const mine = completed?.arms.find((one) => one.key === arm)
    const { edit, editAll } = lab.document.getState()
    return {
      setup: isDriving ? setupAt(document, arm, playhead) : wholeSetupOf(document, arm),
      base: Object.keys(document.arms)[0] === arm ? {} : wholeSetupOf(document, Object.keys(document.arms)[0]),
      problems: mine?.problems ?? none,
      isLocked: (path) => isLocked(restrictions, groupOf(groups, path), path),
      idPrefix: 'setup',
      edit: (path, value, gesture) => {
        const { playhead: at, isDriving: fromNow } = lab.view.getState()
        if (fromNow) drive(lab.document.getState(), at, { path, value, ...(gesture !== undefined && { gesture }) })
        else edit(armPath(document.arms, arm, path), value, gesture)
      },
      mend: ({ mend }) => mend && editAll(mendEdits(mend, document.arms, arm)),
    }
  }, [lab, document, arm, completed, groups, isDriving, playhead])
}

/** The group that holds a knob, or the choice above it; empty where none does. */
const groupOf = (groups: readonly FieldGroup[] | undefined, path: string): string =>
  groups?.find(({ fields }) => fields.some((field) => path === field.path || path.startsWith(`${field.path}.`)))?.id ??
  ''

type Arms = DocumentState['document']['arms']

/** Where an edit of the selected arm goes: the baseline is `setup`, the others are patches. */
export function armPath(arms: Arms, arm: string, path: string): string {
  return Object.keys(arms)[0] === arm ? `setup.${path}` : `arms.${arm}.${path}`
}

/** Edits of a mend button, led to the arm on the form; edits outside the set-up (seed, events) stay where they are. */
export function mendEdits(
  mend: NonNullable<Problem['mend']>,
  arms: Arms,
  arm: string,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(mend.edits)
  return Object.fromEntries(
    entries.map(([path, value]) => {
      const isEnvelope = /^(seed|title|events|data|sweep|arms)(\.|$)/.test(path)
      return [isEnvelope ? path : armPath(arms, arm, fieldPath(path)), value]
    }),
  )
}
