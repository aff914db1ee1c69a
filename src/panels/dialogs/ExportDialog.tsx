/** Export: the experiment as a file, the requests of an arm as CSV. Pictures and tables are exported at each chart. */
import { useState } from 'react'
import { documentText } from '../../store/files.ts'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { download, fileStem } from '../../ui/download.ts'

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { runner } = useLab()
  const document = useDocument((state) => state.document)
  const summaries = useRun((run) => run.summaries)
  const status = useRun((run) => run.status)
  const [trouble, setTrouble] = useState<string | null>(null)
  const stem = fileStem(document.title)
  const arms = Object.keys(document.arms)
  const saveRequests = async (arm: string) => {
    try {
      download(`${stem}-${arm}-requests.csv`, await runner.requestsCsv(arm), 'text/csv')
      setTrouble(null)
    } catch (error) {
      setTrouble(`The requests could not be written: ${error instanceof Error ? error.message : String(error)}.`)
    }
  }
  const isLive = status !== 'first' && status !== 'infeasible'
  return (
    <Dialog title="Export" onClose={onClose}>
      <ul className="export-list">
        <li>
          <button type="button" onClick={() => download(`${stem}.json`, documentText(document), 'application/json')}>
            Experiment
          </button>
          <span>JSON: opens here again, and runs on the command line.</span>
        </li>
        <li>
          <button
            type="button"
            onClick={() => download(`${stem}-summary.json`, JSON.stringify(summaries, null, 2), 'application/json')}
          >
            Summary
          </button>
          <span>JSON: every figure of every arm.</span>
        </li>
        {arms.map((arm) => (
          <li key={arm}>
            <button type="button" disabled={!isLive} onClick={() => saveRequests(arm)}>
              Requests{arms.length > 1 ? ` of ${arm.toUpperCase()}` : ''}
            </button>
            <span>CSV: one row a request, times in seconds.</span>
          </li>
        ))}
      </ul>
      <p className="note">Each chart exports its own picture (SVG, PNG) and rows (CSV).</p>
      {trouble && (
        <p className="problem" role="alert">
          {trouble}
        </p>
      )}
    </Dialog>
  )
}
