/** Figures, table and exports of the points measured: curves over one knob, a map of two, a scatter of two metrics. */

import { useMemo, useState } from 'react'
import { csvOf } from '../../charts/csv.ts'
import { DataTable } from '../../charts/DataTable.tsx'
import type { Experiment } from '../../experiment/document.ts'
import type { MetricWords } from '../../kernel/metric.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { useSweep, useSweepState } from '../../store/use-sweep.ts'
import { TIMELINES } from '../../store/view.ts'
import { download, fileStem } from '../../ui/download.ts'
import { say } from '../../ui/words.ts'
import type { Described } from './described.ts'
import { openingEdits } from './open-point.ts'
import { SweepFigure } from './SweepFigure.tsx'
import { type SweepGroup, sweepGroups } from './sweep-groups.ts'
import { sweepJson, sweepTable } from './sweep-table.ts'
import { sweptAxes } from './swept-axes.ts'

/** Shown until another is chosen: goodput says what users got. */
const FIRST_METRIC = 'goodput'

export function SweepResults({ description, setup }: Described) {
  const lab = useLab()
  const sweep = useSweep()
  const state = useSweepState((all) => all)
  const title = useDocument((all) => all.document.title)
  const [isTable, setTable] = useState(false)
  const { document, points, results, metrics } = state
  const axes = useMemo(
    () => (document === null ? [] : sweptAxes(document, description, setup)),
    [document, description, setup],
  )
  const groups = useMemo(() => sweepGroups(points, results, axes), [points, results, axes])
  if (document === null || groups.every(({ results: found }) => found.length === 0)) return null
  const metric = metrics.find(({ id }) => id === (state.metric || FIRST_METRIC)) ?? metrics[0]
  const against = metrics.find(({ id }) => id === state.against) ?? null
  const open = (key: string) => {
    const group = groups.find((one) => one.key === key)
    if (group) openGroup(group, document)
  }
  const openGroup = ({ point }: SweepGroup, of: Experiment) => {
    const store = lab.document.getState()
    store.editAll(openingEdits(of, point, { description, setup }))
    store.selectArm(point.arm)
    lab.view.getState().openStage(TIMELINES)
  }
  const save = (type: 'csv' | 'json') => {
    const text = type === 'csv' ? csvOf(sweepTable(state, axes, metrics)) : sweepJson(state, axes)
    download(`${fileStem(title)}-sweep.${type}`, text, type === 'csv' ? 'text/csv' : 'application/json')
  }
  if (!metric) return <Obstacles groups={groups} />
  const shown = against ? [metric, against] : [metric]
  return (
    <div className={state.isStale ? 'stale' : undefined} data-stale={state.isStale || undefined}>
      <div className="sweep-metrics">
        <MetricSelect
          label={say('Show')}
          metrics={metrics}
          value={metric.id}
          onMetric={(id) => sweep.show(id, state.against)}
        />
        <MetricSelect
          label={say('against')}
          none={say('the knobs')}
          metrics={metrics.filter(({ id }) => id !== metric.id)}
          value={against?.id ?? ''}
          onMetric={(id) => sweep.show(metric.id, id)}
        />
        <button type="button" className="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? say('Hide table') : say('View as table')}
        </button>
        <button type="button" className="quiet" onClick={() => save('csv')}>
          {say('Export CSV')}
        </button>
        <button type="button" className="quiet" onClick={() => save('json')}>
          {say('Export JSON')}
        </button>
      </div>
      <SweepFigure
        {...{ groups, axes, metric, against, setup }}
        arms={Object.keys(document.arms)}
        isStale={state.isStale}
        onOpen={open}
      />
      <Obstacles groups={groups} />
      {isTable && <DataTable caption={say('Sweep')} table={sweepTable(state, axes, shown)} />}
    </div>
  )
}

interface MetricSelectProps {
  readonly label: string
  readonly none?: string
  readonly metrics: readonly MetricWords[]
  readonly value: string
  readonly onMetric: (id: string) => void
}

function MetricSelect({ label, none, metrics, value, onMetric }: MetricSelectProps) {
  return (
    <label className="sweep-knob">
      <span>{label}</span>
      <select aria-label={label} value={value} onChange={(event) => onMetric(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {metrics.map(({ id, label: name }) => (
          <option key={id} value={id}>
            {say(name)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The reasons why places cannot run, each once with how many it holds for. */
function Obstacles({ groups }: { readonly groups: readonly SweepGroup[] }) {
  const counts = new Map<string, number>()
  for (const { obstacle } of groups) {
    if (obstacle === null) continue
    const reason = `${say(obstacle.message)} ${say(obstacle.remedy)}`
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  if (counts.size === 0) return null
  return (
    <ul className="sweep-obstacles">
      {[...counts].slice(0, 5).map(([reason, count]) => (
        <li key={reason}>
          <b>{count === 1 ? say('1 place cannot run:') : say('{n} places cannot run:', { n: count })}</b> {reason}
        </li>
      ))}
    </ul>
  )
}
