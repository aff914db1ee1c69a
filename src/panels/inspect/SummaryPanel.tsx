/** The numbers of the run: a column an arm, differences against the first. A metric's name opens what it means. */

import { Fragment, lazy, Suspense, useState } from 'react'
import type { Band } from '../../experiment/band.ts'
import type { Summary } from '../../kernel/engine.ts'
import { useDocument, useRun, useSettings } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { ArmName } from '../ArmName.tsx'
import { ArmsScroll } from './ArmsScroll.tsx'
import { DifferenceBar } from './DifferenceBar.tsx'
import { MeantRegime } from './MeantRegime.tsx'
import { OutageNote } from './OutageNote.tsx'
import { ValidityLight } from './ValidityLight.tsx'
import './cards.css'
import { type Difference, endingInWords, type SummaryTable, summaryTable } from './summary-rows.ts'

/** What stands behind a figure, loaded when somebody asks. */
const NumberCard = lazy(async () => ({ default: (await import('./NumberCard.tsx')).NumberCard }))
const BandRuns = lazy(async () => ({ default: (await import('./BandRuns.tsx')).BandRuns }))

type Bands = Readonly<Record<ArmKey, Readonly<Record<string, Band>>>>

const verdictWords = { better: 'better', worse: 'worse', neutral: '' } as const

interface SummaryPanelProps {
  /** What the experiment says of the regime that it means to show; a preset's own words where absent. */
  readonly regime?: string
}

export function SummaryPanel({ regime }: SummaryPanelProps) {
  const summaries = useRun((run) => run.summaries)
  const metrics = useRun((run) => run.metrics)
  const isStale = useRun((run) => run.isStale)
  const arms = useDocument((state) => state.document.arms)
  const memory = useSettings((settings) => settings.memory)
  const knob = useRun((run) => run.description?.band)
  const [isBanded, setBanded] = useState(false)
  const [bands, setBands] = useState<Bands | null>(null)
  const table = summaryTable({ summaries, metrics }, Object.keys(arms), memory, bands ?? {})
  if (table.rows.length === 0)
    return <p className="note">{say('Figures appear as soon as the first requests finish.')}</p>
  return (
    <section className={`summary-panel arms-table${isStale ? ' stale' : ''}`} aria-labelledby="summary-title">
      <h2 id="summary-title">{say('Summary')}</h2>
      {table.arms.map((arm) => {
        const { validity } = summaries[arm]
        return validity && <ValidityLight key={arm} arm={arm} validity={validity} isNamed={table.arms.length > 1} />
      })}
      {table.arms.some((arm) => summaries[arm].validity?.level === 'failing') && (
        <MeantRegime {...(regime !== undefined && { regime })} />
      )}
      {table.arms.map((arm) => {
        const { outage } = summaries[arm]
        return outage && <OutageNote key={arm} arm={arm} outage={outage} isNamed={table.arms.length > 1} />
      })}
      <SummaryRows table={table} summaries={summaries} />
      {knob && (
        <label className="band-switch">
          <input type="checkbox" checked={isBanded} onChange={(event) => setBanded(event.target.checked)} />
          {say('Uncertainty band')}
        </label>
      )}
      {knob && isBanded && (
        <Suspense fallback={null}>
          <BandRuns knob={knob} onBands={setBands} />
        </Suspense>
      )}
      {table.arms.map((arm) => (
        <p className="note" key={arm}>
          {table.arms.length > 1 && (
            <>
              <ArmName arm={arm} />{' '}
            </>
          )}
          {warmUpNote(summaries[arm].report)} {endingInWords(summaries[arm])}
        </p>
      ))}
    </section>
  )
}

interface SummaryRowsProps {
  readonly table: SummaryTable
  readonly summaries: Readonly<Record<ArmKey, Summary>>
}

function SummaryRows({ table, summaries }: SummaryRowsProps) {
  const [open, setOpen] = useState<string | null>(null)
  const [isWhole, setWhole] = useState(false)
  const { arms } = table
  const rows = isWhole ? table.rows : table.rows.filter(({ words }) => words.place !== 'detail')
  const isPair = arms.length === 2
  return (
    <>
      <ArmsScroll arms={arms} label={say('Figures of each arm')}>
        <table className="summary num" data-arms={arms.length}>
          <thead>
            <tr>
              <td />
              {arms.map((arm) => (
                <th scope="col" key={arm}>
                  {arms.length > 1 ? <ArmName arm={arm} /> : <span className="visually-hidden">{say('Value')}</span>}
                </th>
              ))}
              {isPair && (
                <th scope="col">
                  <ArmName arm={arms[1]} /> − <ArmName arm={arms[0]} />
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.words.id}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      className="quiet metric"
                      data-metric={row.words.id}
                      aria-expanded={open === row.words.id}
                      onClick={() => setOpen(open === row.words.id ? null : row.words.id)}
                    >
                      {say(row.words.label)}
                    </button>
                    {row.unit && <span className="row-unit"> {row.unit}</span>}
                  </th>
                  {row.cells.map((cell, place) => (
                    <td key={arms[place]} title={cell.note ?? undefined}>
                      {cell.text}
                      {cell.band && <span className="band">{cell.band}</span>}
                      {!isPair && cell.difference && <DifferenceWords difference={cell.difference} place="below" />}
                    </td>
                  ))}
                  {isPair && (
                    <td>
                      {row.cells[1].difference && (
                        <DifferenceWords difference={row.cells[1].difference} place="beside" />
                      )}
                    </td>
                  )}
                </tr>
                {open === row.words.id && (
                  <tr className="metric-help">
                    <td colSpan={arms.length + (isPair ? 2 : 1)}>
                      <Suspense fallback={null}>
                        <NumberCard
                          words={row.words}
                          arms={arms.flatMap((arm, place) => {
                            const here = summaries[arm]?.metrics[row.words.id]
                            return here ? [{ arm, here, text: `${row.cells[place].text} ${row.unit}`.trim() }] : []
                          })}
                        />
                      </Suspense>
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </ArmsScroll>
      {rows.length < table.rows.length || isWhole ? (
        <button type="button" className="quiet more" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? say('Fewer figures') : say('Means and p90 too')}
        </button>
      ) : null}
    </>
  )
}

interface DifferenceWordsProps {
  readonly difference: Difference
  readonly place: 'beside' | 'below'
}

function DifferenceWords({ difference: { text, verdict, ratio }, place }: DifferenceWordsProps) {
  return (
    <span className={`difference ${verdict} ${place}`}>
      {text}
      <span className="visually-hidden"> {verdictWords[verdict]}</span>
      {ratio !== null && <DifferenceBar ratio={ratio} verdict={verdict} />}
    </span>
  )
}

/** The engine's report says how much of the beginning it left out. */
function warmUpNote(report: Readonly<Record<string, unknown>>): string {
  const { warmUp } = report
  return typeof warmUp === 'number' && warmUp > 0 ? say('First {warmUp} s excluded as warm-up.', { warmUp }) : ''
}
