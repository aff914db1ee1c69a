/** Two metrics against each other, a mark a point of the sweep, and the Pareto front: what nothing measured beats in both. */
import { line } from 'd3'
import type { Theme } from '../../ui/theme.ts'
import { CurveLegend } from './CurvesFigure.tsx'
import { Plane } from './Plane.tsx'
import { type Frame, type PlaneAxes, plotX, plotY } from './plane.ts'
import { axisScale } from './value-axis.ts'

export interface ScatterPoint {
  readonly key: string
  readonly arm: number
  readonly x: number
  readonly y: number
  readonly words: string
}

export interface ScatterFigureProps {
  readonly title: string
  readonly purpose: string
  readonly summary: string
  readonly axes: PlaneAxes
  readonly points: readonly ScatterPoint[]
  /** Names of the arms, told where there are several. */
  readonly arms: readonly string[]
  /** Places of the front in `points`, in order along it; empty where a metric has no better side. */
  readonly front: readonly number[]
  readonly theme: Theme
  readonly isStale: boolean
  readonly onPick: (key: string) => void
}

const height = 340

export function ScatterFigure(props: ScatterFigureProps) {
  const { title, purpose, summary, axes, points, arms, theme, isStale, onPick } = props
  const at = (frame: Frame) => {
    const x = axisScale(axes.x, plotX(frame))
    const y = axisScale(axes.y, plotY(frame))
    return points.map((point) => ({ key: point.key, x: x(point.x), y: y(point.y), words: point.words }))
  }
  return (
    <Plane
      {...{ title, purpose, summary, axes, height, isStale, onPick }}
      targets={at}
      legend={
        arms.length > 1 ? <CurveLegend curves={arms.map((label, arm) => ({ arm, label }))} theme={theme} /> : null
      }
    >
      {(frame) => <Marks {...props} at={at(frame)} />}
    </Plane>
  )
}

interface MarksProps extends ScatterFigureProps {
  readonly at: readonly { readonly x: number; readonly y: number }[]
}

function Marks({ points, front, theme, at }: MarksProps) {
  const isFront = new Set(front)
  const path = line<number>(
    (place) => at[place].x,
    (place) => at[place].y,
  )
  return (
    <>
      <path className="front-line" d={path(front) ?? ''} />
      {points.map((point, place) => (
        <circle
          key={point.key}
          className={isFront.has(place) ? undefined : 'curve-mark-off'}
          cx={at[place].x}
          cy={at[place].y}
          r={isFront.has(place) ? 4.5 : 3}
          fill={theme.arm(point.arm)}
        />
      ))}
    </>
  )
}
