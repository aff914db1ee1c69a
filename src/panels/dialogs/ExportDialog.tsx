/** Export: everything of the experiment and its run as files. Pictures and rows of one chart are exported at the chart. */

import { useState } from 'react'
import { requestsCsv } from '../../engines/asked.ts'
import { chromeTrace, vidurCsv } from '../../engines/serving/asked.ts'
import { documentText } from '../../store/files.ts'
import { useDocument, useLab, useManifest, useRun } from '../../store/lab-context.tsx'
import { shareLink } from '../../store/links.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { download, fileStem } from '../../ui/download.ts'
import { say } from '../../ui/words.ts'
import { handOver, openViewer } from './perfetto.ts'
import { RecordingList } from './RecordingList.tsx'
import { summaryFile } from './summary-file.ts'
import { timelinesCsv } from './timelines-csv.ts'
import './export.css'

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { runner, run } = useLab()
  const document = useDocument((state) => state.document)
  const summaries = useRun((state) => state.summaries)
  const status = useRun((state) => state.status)
  const [words, setWords] = useState<{ readonly text: string; readonly isTrouble: boolean } | null>(null)
  const stem = fileStem(document.title)
  const arms = Object.keys(document.arms)
  const isLive = status !== 'first' && status !== 'infeasible'
  const link = shareLink(document, Object.values(summaries)[0]?.digest).url
  const about = (arm: string) => ({
    permalink: link,
    seed: `${document.seed}`,
    engine: `${document.engine.id} ${document.engine.version}`,
    digest: summaries[arm]?.digest ?? 'run not finished',
  })
  /** Writing may take seconds: it says so, and what went wrong. */
  const attempt = (doing: string, work: () => Promise<void>) => {
    setWords({ text: doing, isTrouble: false })
    work().then(
      () => setWords(null),
      (error: unknown) =>
        setWords({
          text: say('It could not be written: {why}.', { why: error instanceof Error ? error.message : String(error) }),
          isTrouble: true,
        }),
    )
  }
  const present = async <T,>(answer: Promise<T | null>): Promise<T> => {
    const value = await answer
    if (value === null) throw new Error(say('this run has none'))
    return value
  }
  const saveTrace = (arm: string) =>
    attempt(say('Writing the trace…'), async () => {
      download(
        `${stem}-${arm}-trace.json`,
        await present(runner.look.ask(chromeTrace, arm, about(arm))),
        'application/json',
      )
    })
  const openTrace = (arm: string) => {
    const viewer = openViewer()
    if (!viewer) {
      setWords({
        text: say('The browser did not allow a new window: save the trace and open it there.'),
        isTrouble: true,
      })
      return
    }
    attempt(say('Waiting for the viewer…'), async () => {
      const text = await present(runner.look.ask(chromeTrace, arm, about(arm)))
      await handOver(viewer, { text, title: `${document.title || stem} (${arm.toUpperCase()})`, url: link })
    })
  }
  const wholeTracks = () =>
    Object.entries(run.getState().tracks).flatMap(([arm, infos]) =>
      infos.flatMap(({ id }) => {
        const window = runner.mirror.wholeOf(arm, id)
        return window ? [{ arm, window }] : []
      }),
    )
  const saveTimelines = () =>
    attempt(say('Writing the timelines…'), async () => {
      download(`${stem}-timelines.csv`, timelinesCsv(wholeTracks()), 'text/csv')
    })
  const saveSummary = () => {
    const text = summaryFile({ document, link, summaries, metrics: run.getState().metrics, tracks: wholeTracks() })
    download(`${stem}-summary.json`, text, 'application/json')
  }
  const engine = useManifest()
  const has = (question: { readonly id: string }): boolean => engine?.answers?.includes(question.id) ?? false
  const of = (arm: string): string => (arms.length > 1 ? ` ${arm.toUpperCase()}` : '')
  return (
    <Dialog title={say('Export')} onClose={onClose}>
      <ul className="export-list">
        <li>
          <button type="button" onClick={() => download(`${stem}.json`, documentText(document), 'application/json')}>
            {say('Experiment')}
          </button>
          <span>{say('JSON: opens here again, and runs on the command line.')}</span>
        </li>
        <li>
          <button type="button" onClick={saveSummary}>
            {say('Summary')}
          </button>
          <span>{say('JSON: every figure and timeline of every arm, with the set-up, engine version and seed.')}</span>
        </li>
        <li>
          <button type="button" onClick={saveTimelines}>
            {say('Timelines')}
          </button>
          <span>{say('CSV: levels and counts of every timeline, one value a line.')}</span>
        </li>
        {has(requestsCsv) &&
          arms.map((arm) => (
            <li key={arm}>
              <span className="export-buttons">
                <button
                  type="button"
                  disabled={!isLive}
                  onClick={() =>
                    attempt(say('Writing the requests…'), async () =>
                      download(`${stem}-${arm}-requests.csv`, await runner.requestsCsv(arm), 'text/csv'),
                    )
                  }
                >
                  {say('Requests')}
                  {of(arm)}
                </button>
                {has(vidurCsv) && (
                  <button
                    type="button"
                    disabled={!isLive}
                    onClick={() =>
                      attempt(say('Writing the requests…'), async () =>
                        download(`${stem}-${arm}-vidur.csv`, await present(runner.look.ask(vidurCsv, arm)), 'text/csv'),
                      )
                    }
                  >
                    {say('for Vidur')}
                  </button>
                )}
              </span>
              <span>
                {has(vidurCsv)
                  ? say('CSV: one row a request, times in seconds; for Vidur, its arrivals and lengths.')
                  : say('CSV: one row a request, times in seconds.')}
              </span>
            </li>
          ))}
        {has(chromeTrace) &&
          arms.map((arm) => (
            <li key={`${arm} trace`}>
              <span className="export-buttons">
                <button type="button" disabled={!isLive} onClick={() => saveTrace(arm)}>
                  {say('Trace')}
                  {of(arm)}
                </button>
                <button type="button" disabled={!isLive} onClick={() => openTrace(arm)}>
                  {say('Open in Perfetto')}
                </button>
              </span>
              <span>
                {say(
                  'Chrome trace events: iterations, requests, counters. Opening hands it to ui.perfetto.dev, a page of another site, in your browser.',
                )}
              </span>
            </li>
          ))}
      </ul>
      {engine?.records && <RecordingList kinds={engine.records} />}
      <p className="note">{say('Each chart exports its own picture (SVG, PNG) and rows (CSV).')}</p>
      {words && (
        <p className={words.isTrouble ? 'problem' : 'note'} role={words.isTrouble ? 'alert' : 'status'}>
          {words.text}
        </p>
      )}
    </Dialog>
  )
}
