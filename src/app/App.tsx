/** The layout around the page: header, dialogs, what is dropped, notices, theme, and a way on after our own mistakes. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { DropTarget } from '../panels/dialogs/DropTarget.tsx'
import {
  type Lab,
  LabProvider,
  useDocument,
  useIntake,
  useLab,
  useLessons,
  useRoute,
  useSettings,
} from '../store/lab-context.tsx'
import { themeOf } from '../store/settings.ts'
import { dialogCommands } from './dialog-commands.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { type DialogName, Header } from './Header.tsx'
import { Notices } from './Notices.tsx'
import { Page } from './Page.tsx'
import { ReturnNote } from './ReturnNote.tsx'
import { UpdateNotice } from './UpdateNotice.tsx'
import { useGlobalKeys } from './use-global-keys.ts'

const OpenDialog = lazy(async () => ({ default: (await import('../panels/dialogs/OpenDialog.tsx')).OpenDialog }))
const ExportDialog = lazy(async () => ({ default: (await import('../panels/dialogs/ExportDialog.tsx')).ExportDialog }))
const ShareDialog = lazy(async () => ({ default: (await import('../panels/dialogs/ShareDialog.tsx')).ShareDialog }))
const CommandDialog = lazy(async () => ({
  default: (await import('../panels/commands/CommandDialog.tsx')).CommandDialog,
}))
/** Nobody drops a file in the first second: what reads one, and what is said of it, comes with the first. */
const IncomingNote = lazy(async () => ({ default: (await import('../panels/dialogs/IncomingNote.tsx')).IncomingNote }))
const HelpDialog = lazy(async () => ({ default: (await import('../panels/dialogs/HelpDialog.tsx')).HelpDialog }))

export function App({ lab }: { readonly lab: Lab }) {
  return (
    <LabProvider value={lab}>
      <ErrorBoundary>
        <Layout />
      </ErrorBoundary>
    </LabProvider>
  )
}

function Layout() {
  const lab = useLab()
  const theme = useSettings(themeOf)
  const [dialog, setDialog] = useState<DialogName | null>(null)
  useGlobalKeys(lab, setDialog)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  const close = () => setDialog(null)
  const { page } = useRoute()
  const isAsking = useLessons((state) => state.asking !== null)
  const opened = useDocument((state) => state.opened.count)
  const told = useIntake((state) => state.told)
  const isEmbedded = page === 'embed'
  return (
    <>
      {!isEmbedded && <Header onDialog={setDialog} />}
      <Notices />
      <ReturnNote />
      {!isEmbedded && <UpdateNotice />}
      {told?.page === page && told.opened === opened && (
        <Suspense fallback={null}>
          <IncomingNote items={told.items} onClose={() => lab.intake.getState().dismiss()} />
        </Suspense>
      )}
      <Page />
      <Suspense fallback={null}>
        {dialog === 'open' && <OpenDialog onClose={close} />}
        {dialog === 'export' && !isAsking && <ExportDialog onClose={close} />}
        {dialog === 'share' && !isAsking && <ShareDialog onClose={close} />}
        {dialog === 'commands' && <CommandDialog onClose={close} more={dialogCommands(setDialog)} />}
        {dialog === 'help' && <HelpDialog onClose={close} />}
      </Suspense>
      <DropTarget />
    </>
  )
}
