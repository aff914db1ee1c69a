/** Predicted against measured times, both logarithmic: on the line is right, above it too slow; the band is 20 % either way. */
import { formatPercent, formatTime } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import type { ChartTable } from '../chart.ts'
import { Plane } from '../curves/Plane.tsx'
import { type Frame, type PlaneAxes, plotX, plotY } from '../curves/plane.ts'
import { axisScale } from '../curves/value-axis.ts'
import './errors.css'

export interface ErrorMark {
  /** Line of the file. */
  readonly line: number
  /** Seconds. */
  readonly measured: number
  readonly predicted: number
  readonly group: string
}

export interface ErrorsFigureProps {
  readonly title: string
  readonly marks: readonly ErrorMark[]
  readonly summary: string
  readonly theme: Theme
}

const BAND = 1.2
const height = 340

export function ErrorsFigure({ title, marks, summary, theme }: ErrorsFigureProps) {
  const groups = [...new Set(marks.map(({ group }) => group))]
  const extent = extentOf(marks)
  const axes: PlaneAxes = {
    x: { label: say('Measured'), unit: 's', scale: 'log', extent },
    y: { label: say('Predicted'), unit: 's', scale: 'log', extent },
  }
  const scales = (frame: Frame) => [axisScale(axes.x, plotX(frame)), axisScale(axes.y, plotY(frame))] as const
  return (
    <Plane
      title={title}
      purpose={say(
        'A dot a row of the file. On the line the prediction is right, above it too slow; the band is 20 % either way.',
      )}
      targets={(frame) => {
        const [x, y] = scales(frame)
        return marks.map((mark) => ({
          key: `${mark.line}`,
          x: x(mark.measured),
          y: y(mark.predicted),
          words: wordsOf(mark),
        }))
      }}
      legend={<GroupLegend groups={groups} theme={theme} />}
      table={() => tableOf(marks)}
      isStale={false}
      {...{ axes, height, summary }}
    >
      {(frame) => {
        const [x, y] = scales(frame)
        const [low, high] = extent
        const line = (factor: number) => `M${x(low)} ${y(low * factor)}L${x(high)} ${y(high * factor)}`
        return (
          <>
            <clipPath id="errors-plot">
              <rect x={x(low)} y={y(high)} width={x(high) - x(low)} height={y(low) - y(high)} />
            </clipPath>
            <g className="errors-lines" clipPath="url(#errors-plot)">
              <path d={line(1)} />
              <path className="band" d={line(BAND)} />
              <path className="band" d={line(1 / BAND)} />
            </g>
            {marks.map(({ line: row, measured, predicted, group }) => (
              <Mark key={row} x={x(measured)} y={y(predicted)} kind={groups.indexOf(group)} theme={theme} />
            ))}
          </>
        )
      }}
    </Plane>
  )
}

/** Groups differ by shape as well as by colour: disc, square, diamond, and again. */
function Mark({
  x,
  y,
  kind,
  theme,
}: {
  readonly x: number
  readonly y: number
  readonly kind: number
  readonly theme: Theme
}) {
  const fill = theme.colour((['decode', 'prefill', 'cached', 'preempted'] as const)[kind % 4])
  if (kind % 3 === 0) return <circle cx={x} cy={y} r={2.2} fill={fill} opacity={0.6} />
  const turn = kind % 3 === 2 ? `rotate(45 ${x} ${y})` : undefined
  return <rect x={x - 2} y={y - 2} width={4} height={4} fill={fill} opacity={0.6} transform={turn} />
}

function GroupLegend({ groups, theme }: { readonly groups: readonly string[]; readonly theme: Theme }) {
  return (
    <ul className="plane-legend">
      {groups.map((group, kind) => (
        <li key={group}>
          <svg width="12" height="12" aria-hidden="true">
            <Mark x={6} y={6} kind={kind} theme={theme} />
          </svg>
          {group}
        </li>
      ))}
    </ul>
  )
}

const wordsOf = ({ line, measured, predicted, group }: ErrorMark): string =>
  say('Line {line}, {group}: measured {measured}, predicted {predicted}, {error}', {
    line,
    group,
    measured: formatTime(measured),
    predicted: formatTime(predicted),
    error: formatPercent(predicted / measured - 1, 0),
  })

/** Whole decades around all of them, the same on both axes. */
function extentOf(marks: readonly ErrorMark[]): readonly [number, number] {
  const times = marks.flatMap(({ measured, predicted }) => [measured, predicted])
  const low = Math.min(...times)
  const high = Math.max(...times)
  return [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high * 1.0001))]
}

const tableOf = (marks: readonly ErrorMark[]): ChartTable => ({
  columns: [
    { label: 'line', unit: '' },
    { label: 'group', unit: '' },
    { label: 'measured', unit: 's' },
    { label: 'predicted', unit: 's' },
    { label: 'error', unit: 'fraction' },
  ],
  rows: marks.map(({ line, group, measured, predicted }) => [
    line,
    group,
    measured,
    predicted,
    predicted / measured - 1,
  ]),
})
