/** The left pane: title, groups of knobs, seed, arms, events and data. Everything a document holds, in its order. */
import { lazy, Suspense } from 'react'
import { problemsWithoutField } from '../../forms/field-values.ts'
import { Group } from '../../forms/Group.tsx'
import { ProblemNote } from '../../forms/ProblemNote.tsx'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { isHidden, restrictionsOf } from '../../store/restrictions.ts'
import { say } from '../../ui/words.ts'
import { ArmsBar } from './ArmsBar.tsx'
import { EngineSwitch } from './EngineSwitch.tsx'
import { EventsEditor } from './EventsEditor.tsx'
import { PresetMenu } from './PresetMenu.tsx'
import { SeedField } from './SeedField.tsx'
import { useSetupForm } from './use-setup-form.ts'

/** Most experiments name no data. */
const DataList = lazy(async () => ({ default: (await import('./DataList.tsx')).DataList }))

export function SetupPanel() {
  const { document: store } = useLab()
  const title = useDocument((state) => state.document.title)
  const description = useRun((run) => run.description)
  const envelopeProblems = useRun((run) => run.completed?.problems)
  const hasData = useDocument((state) => state.document.data !== undefined)
  const form = useSetupForm()
  const hide = useDocument((state) => state.document.view?.hide)
  const groups = (description?.groups ?? []).filter(({ id }) => !isHidden(restrictionsOf({ hide: hide ?? '' }), id))
  // Missing data are told at the data and in the notice bar, an unknown engine in the bar and at the switch.
  const ofEnvelope = (envelopeProblems ?? []).filter(({ path }) => !/^(data|engine)\./.test(path ?? ''))
  const homeless = [...ofEnvelope, ...problemsWithoutField(groups, form.setup, form.problems)]
  return (
    <>
      <EngineSwitch />
      <PresetMenu />
      <input
        type="text"
        className="title-field"
        aria-label={say('Title of the experiment')}
        placeholder={say('Untitled experiment')}
        value={title}
        maxLength={200}
        onChange={(event) => store.getState().edit('title', event.target.value, 'title')}
      />
      <ArmsBar />
      {homeless.map((problem) => (
        <ProblemNote key={problem.code + problem.message} problem={problem} onMend={form.mend} />
      ))}
      {groups.length === 0 && <p className="note">{say('The knobs appear when the simulation has started.')}</p>}
      <div className="groups">
        {groups.map((group) => (
          <Group key={group.id} group={group} form={form} isOpenAtFirst={false} />
        ))}
        <SeedField />
      </div>
      <EventsEditor />
      {hasData && (
        <Suspense fallback={null}>
          <DataList />
        </Suspense>
      )}
    </>
  )
}
