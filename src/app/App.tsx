/** The layout around the page: header, dialogs, what is dropped, notices, theme, and a way on after our own mistakes. */
import { useCallback, useEffect, useState } from 'react'
import { LabPage } from '../pages/lab/LabPage.tsx'
import { DropTarget } from '../panels/dialogs/DropTarget.tsx'
import { ExportDialog } from '../panels/dialogs/ExportDialog.tsx'
import { HelpDialog } from '../panels/dialogs/HelpDialog.tsx'
import { IncomingNote } from '../panels/dialogs/IncomingNote.tsx'
import { OpenDialog } from '../panels/dialogs/OpenDialog.tsx'
import { ShareDialog } from '../panels/dialogs/ShareDialog.tsx'
import { type Incoming, takeIn } from '../store/incoming.ts'
import { type Lab, LabProvider, useLab, useSettings } from '../store/lab-context.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { type DialogName, Header } from './Header.tsx'
import { Notices } from './Notices.tsx'
import { UpdateNotice } from './UpdateNotice.tsx'
import { useGlobalKeys } from './use-global-keys.ts'

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
  const theme = useSettings((settings) => settings.theme)
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [incoming, setIncoming] = useState<Incoming | null>(null)
  useGlobalKeys(lab, setDialog)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  const take = useCallback(
    async (name: string, source: Blob | string) => {
      try {
        setIncoming(await takeIn(lab, name, source))
      } catch (error) {
        const message = `It could not be read: ${error instanceof Error ? error.message : String(error)}.`
        const problem = { code: 'not-read', message, remedy: 'Try again; the experiment on the page is untouched.' }
        setIncoming({ kind: 'refused', name, problems: [problem] })
      }
    },
    [lab],
  )
  const close = () => setDialog(null)
  return (
    <>
      <Header onDialog={setDialog} />
      <Notices />
      <UpdateNotice />
      {incoming && <IncomingNote incoming={incoming} onClose={() => setIncoming(null)} />}
      <LabPage />
      {dialog === 'open' && <OpenDialog onClose={close} onTake={take} />}
      {dialog === 'export' && <ExportDialog onClose={close} />}
      {dialog === 'share' && <ShareDialog onClose={close} />}
      {dialog === 'help' && <HelpDialog onClose={close} />}
      <DropTarget onTake={take} />
    </>
  )
}
