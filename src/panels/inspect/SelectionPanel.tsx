/** The selected range: why it is as it is, and what every timeline comes to over it, as a table to copy or save. */

import type { ChartTable } from '../../charts/chart.ts'
import { csvOf } from '../../charts/csv.ts'
import { DataTable } from '../../charts/DataTable.tsx'
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { download, fileStem } from '../../ui/download.ts'
import { formatMoment, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { type Aggregate, aggregate } from './aggregate.ts'
import { ExplanationWords } from './ExplanationWords.tsx'
import './request.css'

export function SelectionPanel() {
  const selection = useView((state) => state.selection)
  return selection && <Selected from={selection[0]} until={selection[1]} />
}

function Selected({ from, until }: { readonly from: number; readonly until: number }) {
  const { view } = useLab()
  const arm = useDocument((state) => state.arm)
  const title = useDocument((state) => state.document.title)
  const tracks = useRun((state) => state.tracks)[arm] ?? []
  const { value: windows } = useLooked(`${arm} ${from} ${until}`, (look) =>
    look.windows(
      arm,
      tracks.map(({ id }) => id),
      from,
      until,
    ),
  )
  const { value: why, isPending } = useLooked(`${arm} ${from} ${until}`, (look) => look.explainRange(arm, from, until))
  const table = tableOf((windows ?? []).flatMap((window) => aggregate(window, from, until)))
  return (
    <section aria-labelledby="selection-title" className="request-panel">
      <h2 id="selection-title" className="num">
        {say('{from} to {until}', { from: formatMoment(from), until: formatMoment(until) })}
      </h2>
      <p className="request-moves">
        <button type="button" onClick={() => view.getState().show([from, until])}>
          {say('Zoom to it')}
        </button>
        <button type="button" onClick={() => view.getState().select(null)}>
          {say('Clear')}
        </button>
        <span className="note num">{formatTime(until - from)}</span>
      </p>
      {why ? (
        <ExplanationWords explanation={why} />
      ) : (
        <p className="note">
          {isPending
            ? say('Looking again into the run…')
            : say('This range holds too many iterations to look at each again: select a shorter one.')}
        </p>
      )}
      <details>
        <summary>{say('Every timeline over this range')}</summary>
        <DataTable caption={say('Every timeline over this range')} table={table} />
        <p>
          <button
            type="button"
            onClick={() =>
              download(`${fileStem(title)}-${formatMoment(from)}-${formatMoment(until)}.csv`, csvOf(table), 'text/csv')
            }
          >
            {say('Save as CSV')}
          </button>
        </p>
      </details>
    </section>
  )
}

/** Empty cells where a figure makes no sense for the kind of track. */
function tableOf(aggregates: readonly Aggregate[]): ChartTable {
  const figure = (value: number): number | string => (Number.isNaN(value) ? '' : value)
  return {
    columns: [
      { label: 'timeline', unit: '' },
      { label: 'series', unit: '' },
      { label: 'mean', unit: '' },
      { label: 'low', unit: '' },
      { label: 'high', unit: '' },
      { label: 'sum', unit: '' },
      { label: 'unit', unit: '' },
    ],
    rows: aggregates.map(({ title, series, mean, low, high, sum, unit }) => [
      title,
      series,
      figure(mean),
      figure(low),
      figure(high),
      figure(sum),
      unit,
    ]),
  }
}
