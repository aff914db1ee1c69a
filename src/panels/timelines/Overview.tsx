/** The whole run as a strip: KV occupancy of the first instance with preemptions, and the window that is shown below. */
import type { ChartCallbacks } from '../../charts/chart.ts'
import { OverviewStrip } from '../../charts/overview/OverviewStrip.tsx'
import type { CountWindow, LevelWindow } from '../../kernel/tracks.ts'
import { useLab, useRun } from '../../store/lab-context.tsx'
import { seriesOf } from './one-series.ts'
import { useBounds, useChartView } from './use-chart-view.ts'
import { useTheme } from './use-theme.ts'

export function Overview({ callbacks }: { readonly callbacks: ChartCallbacks }) {
  const theme = useTheme()
  const view = useChartView()
  const bounds = useBounds()
  const isStale = useRun((run) => run.isStale)
  const computed = useRun((run) => run.computed)
  const { level, marks } = useOverviewColumns()
  return (
    <OverviewStrip
      bounds={bounds}
      view={view}
      theme={theme}
      level={level}
      marks={marks}
      computed={computed}
      isStale={isStale}
      {...callbacks}
    />
  )
}

/** Coarse windows of the baseline arm; the mirror hands out the same objects until there are new rows. */
function useOverviewColumns(): { readonly level: LevelWindow | null; readonly marks: CountWindow | null } {
  const { runner } = useLab()
  // Read so that the component follows the mirror, which is no state of React.
  useRun((run) => run.revision)
  const arm = useRun((run) => Object.keys(run.tracks)[0] ?? '')
  const level = runner.mirror.wholeOf(arm, 'kv/0')
  return {
    level: level?.kind === 'level' ? level : null,
    marks: seriesOf(runner.mirror.wholeOf(arm, 'arrivals'), 'preempted'),
  }
}
