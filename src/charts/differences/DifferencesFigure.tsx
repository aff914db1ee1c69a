/** A change per request over its arrival: below the line it won, above it lost. Shape tells what colour tells. */
import { formatMoment, formatTime } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import type { ChartTable } from '../chart.ts'
import { Plane } from '../curves/Plane.tsx'
import { type Frame, type PlaneAxes, plotX, plotY } from '../curves/plane.ts'
import { axisScale } from '../curves/value-axis.ts'

export interface ChangePoint {
  readonly request: number
  readonly arrival: number
  readonly change: number
  readonly verdict: 'won' | 'lost' | 'same'
}

export interface DifferencesFigureProps {
  readonly title: string
  readonly summary: string
  readonly points: readonly ChangePoint[]
  readonly theme: Theme
  readonly isStale: boolean
  readonly onPick: (request: number) => void
}

const height = 280
/** Marks beyond this hide each other and slow the page. */
const MOST = 2000

export function DifferencesFigure({ title, summary, points, theme, isStale, onPick }: DifferencesFigureProps) {
  const stride = Math.max(1, Math.ceil(points.length / MOST))
  const shown = points.filter((_, i) => i % stride === 0)
  const changes = points.map(({ change }) => change)
  const arrivals = points.map(({ arrival }) => arrival)
  const axes: PlaneAxes = {
    x: { label: say('Arrival'), unit: 's', scale: 'linear', extent: [Math.min(0, ...arrivals), Math.max(...arrivals)] },
    y: {
      label: say('Change'),
      unit: 's',
      scale: 'linear',
      extent: [Math.min(0, ...changes), Math.max(0, ...changes)],
    },
  }
  const place = (frame: Frame) => {
    const x = axisScale(axes.x, plotX(frame))
    const y = axisScale(axes.y, plotY(frame))
    return (point: ChangePoint) => ({ x: x(point.arrival), y: y(point.change) })
  }
  return (
    <Plane
      purpose={
        stride === 1
          ? say('A mark a request: below the line it got faster, above it slower.')
          : say('A mark a request, every {n}th shown: below the line it got faster, above it slower.', { n: stride })
      }
      targets={(frame) =>
        shown.map((point) => ({ key: `${point.request}`, ...place(frame)(point), words: wordsOf(point) }))
      }
      onPick={(key) => onPick(Number(key))}
      table={() => changesTable(points)}
      {...{ title, summary, axes, height, isStale }}
    >
      {(frame) => {
        const at = place(frame)
        const zero = axisScale(axes.y, plotY(frame))(0)
        const [left, right] = plotX(frame)
        return (
          <>
            <line className="plane-base" x1={left} x2={right} y1={zero} y2={zero} stroke="var(--edge)" />
            {shown.map((point) => {
              const { x, y } = at(point)
              return <Mark key={point.request} x={x} y={y} verdict={point.verdict} theme={theme} />
            })}
          </>
        )
      }}
    </Plane>
  )
}

/** A row a request, in order of arrival. */
const changesTable = (points: readonly ChangePoint[]): ChartTable => ({
  columns: [
    { label: 'request', unit: '' },
    { label: 'arrival', unit: 's' },
    { label: 'change', unit: 's' },
    { label: 'verdict', unit: '' },
  ],
  rows: points.map(({ request, arrival, change, verdict }) => [request, arrival, change, verdict]),
})

interface MarkProps {
  readonly x: number
  readonly y: number
  readonly verdict: ChangePoint['verdict']
  readonly theme: Theme
}

/** A triangle down has won, one up has lost, a dot stayed. */
function Mark({ x, y, verdict, theme }: MarkProps) {
  if (verdict === 'same') return <circle cx={x} cy={y} r={1.8} fill={theme.faint} />
  const tip = verdict === 'won' ? 3.4 : -3.4
  return (
    <path
      d={`M${x - 3.2} ${y - tip}L${x + 3.2} ${y - tip}L${x} ${y + tip}Z`}
      fill={verdict === 'won' ? theme.good : theme.colour('preempted')}
    />
  )
}

const wordsOf = ({ request, arrival, change, verdict }: ChangePoint): string =>
  verdict === 'same'
    ? say('Request {request}, arrived at {arrival}: unchanged', { request, arrival: formatMoment(arrival) })
    : verdict === 'won'
      ? say('Request {request}, arrived at {arrival}: {change} faster', {
          request,
          arrival: formatMoment(arrival),
          change: formatTime(-change),
        })
      : say('Request {request}, arrived at {arrival}: {change} slower', {
          request,
          arrival: formatMoment(arrival),
          change: formatTime(change),
        })
