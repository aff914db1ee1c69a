/**
 * The frame every chart shares: shell (title, value, legend, options), plot, axis, summary in words, table and exports.
 */
import { lazy, type ReactNode, Suspense, useId, useMemo, useState } from 'react'
import { say } from '../ui/words.ts'
import { ChartMenu } from './ChartMenu.tsx'
import type { ChartModel, ChartProps, Hit, PlotView } from './chart.ts'
import { headlineOf } from './headline.ts'
import { Legend } from './Legend.tsx'
import { Plot } from './Plot.tsx'
import { useSettled } from './settled.ts'
import { TrackRow } from './TrackRow.tsx'

/** Loaded when a table is asked for. */
const DataTable = lazy(async () => ({ default: (await import('./DataTable.tsx')).DataTable }))

export interface ChartFigureProps extends ChartProps {
  readonly model: ChartModel
  /** Called with what was clicked, null for nothing. */
  readonly onPick?: (hit: Hit | null) => void
  /** Button of the empty state. */
  readonly emptyAction?: ReactNode
  /** Further buttons of the chart's menu. */
  readonly actions?: ReactNode
}

/** Summaries and tables do not depend on the width; this stands for it. */
const nominalWidth = 900

export function ChartFigure(props: ChartFigureProps) {
  const { model, view, theme, isStale = false, controls, emptyAction } = props
  const id = useId()
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [isTable, setTable] = useState(false)
  const title = props.title ?? say(model.title)
  const least = props.height ?? model.height
  // A row grows with its shell (a long legend, large text), and the plot with it.
  const [grown, setGrown] = useState(0)
  const height = Math.max(least, grown)
  const plot: PlotView = useMemo(
    () => ({ t0: view.t0, t1: view.t1, width: nominalWidth, height, hidden }),
    [view.t0, view.t1, height, hidden],
  )
  const summary = useSummary(model, plot)
  // Not with every move of the crosshair: an axis looks at all rows of its window.
  const axis = useMemo(() => (model.empty === null ? model.axis(plot) : []), [model, plot])
  const strips = useMemo(() => model.strips?.(plot) ?? [], [model, plot])
  const table = useMemo(() => (isTable ? model.table(plot) : null), [isTable, model, plot])

  if (model.empty !== null) {
    return (
      <TrackRow titleId={`${id}-title`} title={title} isStale={isStale} controls={controls}>
        <p className="chart-note">
          {say(model.empty)} {emptyAction}
        </p>
      </TrackRow>
    )
  }
  const moment = view.cursor ?? view.t1
  return (
    <TrackRow
      titleId={`${id}-title`}
      title={title}
      provenance={model.provenance}
      value={headlineOf(model, moment)?.text ?? ''}
      legend={<Legend entries={model.legend} hidden={hidden} onHidden={setHidden} />}
      controls={controls}
      menu={
        <ChartMenu
          model={model}
          view={plot}
          theme={theme}
          title={title}
          isTable={isTable}
          onTable={() => setTable((shown) => !shown)}
        >
          {props.actions}
        </ChartMenu>
      }
      axis={axis}
      strips={strips}
      height={height}
      summary={{ id: `${id}-summary`, text: `${say(model.purpose)} ${summary}` }}
      isStale={isStale}
      below={
        table === null ? null : (
          <Suspense fallback={null}>
            <DataTable caption={title} table={table} />
          </Suspense>
        )
      }
    >
      <Plot
        {...props}
        height={least}
        onHeight={setGrown}
        hidden={hidden}
        label={title}
        describedBy={`${id}-summary`}
        onPick={(hit) => props.onPick?.(hit)}
      />
    </TrackRow>
  )
}

/** Words about the view, half a second after it came to rest. */
function useSummary(model: ChartModel, view: PlotView): string {
  const subject = useMemo(() => ({ model, view }), [model, view])
  const rested = useSettled(subject, 500)
  return useMemo(() => (rested.model.empty === null ? rested.model.describe(rested.view) : ''), [rested])
}
