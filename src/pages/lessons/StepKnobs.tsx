/** The knobs of a step, as they stand in the Lab's set-up. */
import { FieldList } from '../../forms/FieldList.tsx'
import { openFields } from '../../forms/field-values.ts'
import '../../forms/forms.css'
import { useSetupForm } from '../../panels/setup/use-setup-form.ts'
import { useDocument, useRun } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'

export function StepKnobs({ paths }: { readonly paths: readonly string[] }) {
  const form = useSetupForm()
  const arm = useDocument((state) => state.arm)
  const groups = useRun((run) => run.description?.groups) ?? []
  const fields = groups
    .flatMap((group) => [...openFields(group.fields, form.setup)])
    .filter(({ path }) => paths.includes(path.replace('.knobs.', '.')) || paths.includes(path))
    .map((field) => ({ ...field, level: 'basic' as const }))
  return (
    <section className="step-knobs" aria-label={say('Knobs of this step')}>
      <p className="note">{say('Knobs of arm {arm}', { arm: arm.toUpperCase() })}</p>
      <FieldList fields={fields} form={form} />
    </section>
  )
}
