/** The rows of the docked table; all arms, in the units of the tracks. */
import type { ChartTable } from '../../charts/chart.ts'
import { DataTable } from '../../charts/DataTable.tsx'
import type { TrackWindow } from '../../kernel/tracks.ts'
import { useDocument, useLab, useRun, useSettings, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { momentOf, type TimeSpan } from '../../store/view.ts'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { aggregate } from '../inspect/aggregate.ts'
import { readoutRows } from '../inspect/readout-rows.ts'
import { timelines } from './registry.ts'
import { useDown } from './use-down.ts'
import { useTheme } from './use-theme.ts'

export function DockedRows() {
  const selection = useView((state) => state.selection)
  return selection ? <RangeRows range={selection} /> : <MomentRows />
}

function MomentRows() {
  const { runner } = useLab()
  const theme = useTheme()
  const memory = useSettings((settings) => settings.memory)
  // A table that changes 60 times a second cannot be read.
  const moment = useView((state) => Math.round(momentOf(state) * 10) / 10)
  const tracks = useRun((run) => run.tracks)
  const revision = useRun((run) => run.revision)
  const events = useDocument((state) => state.document.events)
  const down = useDown()
  const arms = Object.keys(tracks)
  const rows =
    revision > 0 ? readoutRows({ timelines, tracks, mirror: runner.mirror, theme, memory, moment, events, down }) : []
  const table: ChartTable = {
    columns: [
      { label: say('at {moment}', { moment: formatMoment(moment) }), unit: '' },
      ...arms.map((arm) => ({ label: arm.toUpperCase(), unit: '' })),
    ],
    rows: rows.map(({ name, unit, cells }) => [
      unit === '' ? say(name) : `${say(name)}, ${unit}`,
      ...cells.map(({ text }) => text),
    ]),
  }
  return <DataTable caption={say('Values at the cursor')} table={table} />
}

function RangeRows({ range: [from, until] }: { readonly range: TimeSpan }) {
  const tracks = useRun((run) => run.tracks)
  const arms = Object.keys(tracks)
  const { value } = useLooked(`${arms.join()} ${from} ${until}`, async (look) => {
    const answers = await Promise.all(
      arms.map(async (arm) => ({
        arm,
        windows:
          (await look.windows(
            arm,
            tracks[arm].map(({ id }) => id),
            from,
            until,
          )) ?? [],
      })),
    )
    return answers
  })
  return <DataTable caption={say('Every timeline over this range')} table={rangeTable(value ?? [], from, until)} />
}

function rangeTable(
  arms: readonly { readonly arm: string; readonly windows: readonly TrackWindow[] }[],
  from: number,
  until: number,
): ChartTable {
  const figure = (value: number): number | string => (Number.isNaN(value) ? '' : value)
  const names = ['timeline', 'series', 'arm', 'mean', 'low', 'high', 'sum', 'unit']
  return {
    columns: names.map((label) => ({ label, unit: '' })),
    rows: arms.flatMap(({ arm, windows }) =>
      windows
        .flatMap((window) => aggregate(window, from, until))
        .map(({ title, series, mean, low, high, sum, unit }) => [
          title,
          series,
          arm.toUpperCase(),
          ...[mean, low, high, sum].map(figure),
          unit,
        ]),
    ),
  }
}
