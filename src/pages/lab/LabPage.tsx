/**
 * The Lab: set-up, timelines, inspection. Three panes from 1200 px; below that the set-up is a drawer and inspection
 * stands under the timelines; on phones the drawer is a sheet and the transport stays at the bottom.
 */

import { lazy, Suspense } from 'react'
import { ReadoutPanel } from '../../panels/inspect/ReadoutPanel.tsx'
import { SummaryPanel } from '../../panels/inspect/SummaryPanel.tsx'
import { WhyPanel } from '../../panels/inspect/WhyPanel.tsx'
import { SetupPanel } from '../../panels/setup/SetupPanel.tsx'
import { Transport } from '../../panels/transport/Transport.tsx'
import { useDocument, useLab, useView } from '../../store/lab-context.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useIdle } from '../../ui/use-idle.ts'
import { useMedia } from '../../ui/use-media.ts'
import { say } from '../../ui/words.ts'
import { Stage } from './Stage.tsx'
import { StageTabs } from './StageTabs.tsx'
import './lab.css'

/** Below everything that is looked at first: loaded when the browser has nothing better to do. */
const NotesPanel = lazy(async () => ({ default: (await import('../../panels/inspect/NotesPanel.tsx')).NotesPanel }))
const BeforeRun = lazy(async () => ({ default: (await import('../../panels/inspect/BeforeRun.tsx')).BeforeRun }))

/** Loaded when a request or a range is selected for the first time. */
const RequestPanel = lazy(async () => ({
  default: (await import('../../panels/inspect/RequestPanel.tsx')).RequestPanel,
}))
const SelectionPanel = lazy(async () => ({
  default: (await import('../../panels/inspect/SelectionPanel.tsx')).SelectionPanel,
}))

export function LabPage() {
  const hasRequest = useView((state) => state.request !== null)
  const hasSelection = useView((state) => state.selection !== null)
  const isWide = useMedia('(min-width: 75em)')
  const { view } = useLab()
  const isIdle = useIdle()
  const title = useDocument((state) => state.document.title)
  const isSetupOpen = useView((state) => state.isSetupOpen)
  return (
    <main className="lab">
      <PageHeading title={[title.trim() || say('Untitled experiment'), say('Lab')]} place="lab" isHidden />
      {isWide && (
        <section className="pane setup" aria-label={say('Set-up')}>
          <SetupPanel />
        </section>
      )}
      <Stage>
        <div className="stage-head">
          {!isWide && (
            <button type="button" className="open-setup" onClick={() => view.getState().openSetup(true)}>
              {say('Set-up')}
            </button>
          )}
          <Transport />
        </div>
        <StageTabs />
      </Stage>
      <section className="pane inspect" aria-label={say('Inspection')}>
        <Suspense fallback={null}>
          {hasRequest && <RequestPanel />}
          {hasSelection && <SelectionPanel />}
        </Suspense>
        <ReadoutPanel />
        <WhyPanel />
        <SummaryPanel />
        {isIdle && (
          <Suspense fallback={null}>
            <NotesPanel />
            <BeforeRun />
          </Suspense>
        )}
      </section>
      {!isWide && isSetupOpen && (
        <Dialog title={say('Set-up')} shape="sheet" onClose={() => view.getState().openSetup(false)}>
          <SetupPanel />
        </Dialog>
      )}
    </main>
  )
}
