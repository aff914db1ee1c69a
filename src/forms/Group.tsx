/**
 * A group of fields: closed, it is a title with a one-line summary; its problems stay visible either way.
 */
import { useState } from 'react'
import type { FieldGroup } from '../kernel/description.ts'
import './forms.css'
import { say } from '../ui/words.ts'
import { FieldList } from './FieldList.tsx'
import { problemsOfGroup } from './field-values.ts'
import type { FormContext } from './form-context.ts'
import { groupSummary } from './group-summary.ts'
import { ProblemNote } from './ProblemNote.tsx'

interface GroupProps {
  readonly group: FieldGroup
  readonly form: FormContext
  readonly isOpenAtFirst: boolean
}

export function Group({ group, form, isOpenAtFirst }: GroupProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const problems = isOpen ? [] : problemsOfGroup(group, form.setup, form.problems)
  return (
    <>
      <details
        className="group"
        data-group={group.id}
        open={isOpen}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          <span className="group-title">{say(group.title)}</span>
          <span className="group-summary">{groupSummary(group, form.setup)}</span>
        </summary>
        {isOpen && (
          <div className="group-fields">
            <FieldList fields={group.fields} form={form} />
          </div>
        )}
      </details>
      {problems.map((problem) => (
        <ProblemNote key={problem.code + problem.message} problem={problem} onMend={form.mend} />
      ))}
    </>
  )
}
