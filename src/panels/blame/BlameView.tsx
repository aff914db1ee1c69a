/** Where the time of the mean finished request went, arm by arm, and what the arms differ by. */

import { useState } from 'react'
import { BlameBar, BlameSign } from '../../charts/blame/BlameBar.tsx'
import { type ArmBlame, blameTable, totalOf } from '../../charts/blame/blame-table.ts'
import { csvOf } from '../../charts/csv.ts'
import { blame } from '../../engines/serving/asked.ts'
import { useDocument } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { download, fileStem } from '../../ui/download.ts'
import { formatCount, formatTime } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { ArmName } from '../ArmName.tsx'
import { useTheme } from '../timelines/use-theme.ts'
import './blame.css'

export function BlameView() {
  const keys = useDocument((state) => Object.keys(state.document.arms).join())
  const title = useDocument((state) => state.document.title)
  const theme = useTheme()
  const { value, isPending } = useLooked(keys, async (look) => {
    const reports = await Promise.all(
      keys.split(',').map(async (key) => ({ arm: key.toUpperCase(), report: await look.ask(blame, key, null) })),
    )
    return reports.flatMap(({ arm, report }) => (report && report.requests > 0 ? [{ arm, report }] : []))
  })
  if (value === null || value.length === 0) {
    return (
      <p className="note blame">
        {isPending
          ? say('The run is simulated again and watched …')
          : say('Nothing to show yet: no request has finished, or the run is too long to be watched again.')}
      </p>
    )
  }
  const most = Math.max(...value.map(({ report }) => totalOf(report)))
  return (
    <div className="blame">
      <p>
        {say(
          'Where the time of a request went, from its arrival to its end: the mean over those that finished. Parts add up to the whole.',
        )}{' '}
        <button
          type="button"
          onClick={() => download(`${fileStem(title)}-blame.csv`, csvOf(blameTable(value)), 'text/csv')}
        >
          {say('Save as CSV')}
        </button>
      </p>
      {value.map(({ arm, report }) => (
        <div key={arm} className="blame-row num">
          <span>
            <ArmName arm={arm.toLowerCase()} />
          </span>
          <BlameBar {...report} most={most} theme={theme} />
          <span>{formatTime(totalOf(report))}</span>
        </div>
      ))}
      <BlameTable arms={value} theme={theme} />
    </div>
  )
}

const WORDS: Readonly<Record<string, string>> = {
  queueing: 'in a queue, at the gateway or an instance, or between two pieces of its prompt',
  context: 'its context was still streaming in',
  'own prefill': 'its own prompt was computed',
  'others’ prefill': 'prompts of others ran in its iterations or instead of them',
  weights: 'decoding, bound by reading weights and other memory',
  'KV reads': 'decoding, bound by reading its and the others’ KV',
  compute: 'decoding, bound by arithmetic',
  communication: 'collectives and hops between accelerators',
  overhead: 'launches and the host between iterations',
  preemption: 'it had lost its blocks, or they were on the host',
  transfer: 'its KV waited for a link, or was on one',
}

function BlameTable({ arms, theme }: { readonly arms: readonly ArmBlame[]; readonly theme: Theme }) {
  const [isEmptyShown, setEmptyShown] = useState(false)
  const { columns, rows } = blameTable(arms)
  const shown = rows.filter(([, ...cells]) => isEmptyShown || cells.some((cell) => cell !== 0))
  return (
    <>
      <div className="table-scroll">
        <table className="summary num">
          <caption className="note">
            {say('Means over {n} finished requests', {
              n: arms.map(({ report }) => formatCount(report.requests)).join(', '),
            })}
          </caption>
          <thead>
            <tr>
              {columns.map(({ label }) => (
                <th key={label} scope="col">
                  {say(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(([part, ...cells]) => (
              <tr key={String(part)}>
                <th scope="row" title={say(WORDS[String(part)] ?? 'from arrival to end')}>
                  {part !== 'all' && <BlameSign part={String(part)} theme={theme} />} {say(String(part))}
                </th>
                {cells.map((cell, i) => (
                  <td key={columns[i + 1].label}>{signed(Number(cell), i >= arms.length)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(isEmptyShown || shown.length < rows.length) && (
        <button type="button" className="quiet" onClick={() => setEmptyShown(!isEmptyShown)}>
          {isEmptyShown ? say('Leave out parts without time') : say('Show all parts')}
        </button>
      )}
    </>
  )
}

const signed = (seconds: number, isDifference: boolean): string =>
  !isDifference || seconds === 0 ? formatTime(seconds) : `${seconds > 0 ? '+' : '−'}${formatTime(Math.abs(seconds))}`
