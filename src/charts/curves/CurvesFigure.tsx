/**
 * A metric over a knob, a curve an arm, with the band that 80 % of the seeds lie in. Values that cannot run are hatched
 * columns; the value on the form is a dashed line.
 */
import { area, line } from 'd3'
import { useId } from 'react'
import { armDashes, type Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { Plane } from './Plane.tsx'
import { type Frame, type PlaneAxes, type PlaneTarget, plotX, plotY } from './plane.ts'
import { axisScale } from './value-axis.ts'

export interface CurvePoint {
  readonly key: string
  /** Value of the knob, or the place of its name. */
  readonly x: number
  /** Median over the seeds; null where nothing ran or the metric does not exist. */
  readonly y: number | null
  /** 10th and 90th percentile over the seeds. */
  readonly low: number | null
  readonly high: number | null
  readonly words: string
  /** Why it cannot run, or null. */
  readonly obstacle: string | null
}

export interface Curve {
  readonly arm: number
  readonly label: string
  readonly points: readonly CurvePoint[]
}

export interface CurvesFigureProps {
  readonly title: string
  readonly purpose: string
  readonly summary: string
  readonly axes: PlaneAxes
  readonly curves: readonly Curve[]
  /** Value on the form, where it can be shown on the axis. */
  readonly now: { readonly x: number; readonly words: string } | null
  /** A value to reach, as a line across. */
  readonly level?: { readonly y: number; readonly words: string }
  readonly theme: Theme
  readonly isStale: boolean
  readonly onPick?: (key: string) => void
}

const height = 300

export function CurvesFigure(props: CurvesFigureProps) {
  const { title, purpose, summary, axes, curves, isStale, onPick, theme } = props
  return (
    <Plane
      {...{ title, purpose, summary, axes, height, isStale }}
      {...(onPick && { onPick })}
      targets={(frame) => curveTargets(frame, axes, curves)}
      legend={curves.length > 1 ? <CurveLegend curves={curves} theme={theme} /> : null}
    >
      {(frame) => <Curves {...props} frame={frame} />}
    </Plane>
  )
}

/** Marks from left to right, arms of one value together; what cannot run stands on the axis. */
function curveTargets(frame: Frame, axes: PlaneAxes, curves: readonly Curve[]): readonly PlaneTarget[] {
  const x = axisScale(axes.x, plotX(frame))
  const y = axisScale(axes.y, plotY(frame))
  const base = plotY(frame)[0]
  const targets = curves.flatMap(({ points }) =>
    points
      .filter((point) => point.y !== null || point.obstacle !== null)
      .map((point) => ({
        key: point.key,
        x: x(point.x),
        y: point.y === null ? base - 12 : y(point.y),
        words: point.words,
      })),
  )
  return targets.toSorted((a, b) => a.x - b.x || a.y - b.y)
}

function Curves({ axes, curves, now, level, theme, frame }: CurvesFigureProps & { readonly frame: Frame }) {
  const hatch = useId()
  const xs = plotX(frame)
  const ys = plotY(frame)
  const x = axisScale(axes.x, xs)
  const y = axisScale(axes.y, ys)
  const known = (point: CurvePoint) => point.y !== null
  const stroke = line<CurvePoint>(
    (point) => x(point.x),
    (point) => y(point.y ?? 0),
  ).defined(known)
  const band = area<CurvePoint>(
    (point) => x(point.x),
    (point) => y(point.low ?? point.y ?? 0),
    (point) => y(point.high ?? point.y ?? 0),
  ).defined(known)
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="curve-none" x1="0" x2="0" y1="0" y2="6" />
        </pattern>
      </defs>
      {obstacleColumns(curves, x, xs).map(([from, until]) => (
        <rect key={from} x={from} width={until - from} y={ys[1]} height={ys[0] - ys[1]} fill={`url(#${hatch})`} />
      ))}
      {curves.map(({ arm, points }) => (
        <g key={arm} fill={theme.arm(arm)} stroke={theme.arm(arm)}>
          {points.some(({ low, high }) => low !== high) && (
            <path className="curve-band" stroke="none" d={band(points) ?? ''} />
          )}
          {axes.x.names === undefined && (
            <path className="curve-line" strokeDasharray={armDashes[arm]?.join(' ')} d={stroke(points) ?? ''} />
          )}
          {points.filter(known).map((point) => (
            <circle
              key={point.key}
              cx={x(point.x)}
              cy={y(point.y ?? 0)}
              r={points.length > 40 ? 1.8 : 3}
              stroke="none"
            />
          ))}
        </g>
      ))}
      {level && (
        <g>
          <line className="curve-level" x1={xs[0]} x2={xs[1]} y1={y(level.y)} y2={y(level.y)} />
          <text className="curve-now-words" x={xs[0] + 5} y={y(level.y) + 14}>
            {level.words}
          </text>
        </g>
      )}
      {now && (
        <g>
          <line className="curve-now" x1={x(now.x)} x2={x(now.x)} y1={ys[0]} y2={ys[1]} />
          <text
            className="curve-now-words"
            x={x(now.x) + (x(now.x) > (xs[0] + xs[1]) / 2 ? -5 : 5)}
            y={ys[1] + 8}
            textAnchor={x(now.x) > (xs[0] + xs[1]) / 2 ? 'end' : 'start'}
          >
            {now.words}
          </text>
        </g>
      )}
    </>
  )
}

/** From half-way to the neighbour on the left to half-way to that on the right, of every value where some arm cannot run. */
function obstacleColumns(
  curves: readonly Curve[],
  x: (value: number) => number,
  [left, right]: readonly [number, number],
): readonly (readonly [number, number])[] {
  const values = [...new Set(curves.flatMap(({ points }) => points.map((point) => point.x)))].toSorted((a, b) => a - b)
  const stuck = new Set(
    curves.flatMap(({ points }) => points.filter(({ obstacle }) => obstacle !== null).map((point) => point.x)),
  )
  return values.flatMap((value, place) => {
    if (!stuck.has(value)) return []
    const from = place === 0 ? left : (x(values[place - 1]) + x(value)) / 2
    const until = place === values.length - 1 ? right : (x(values[place + 1]) + x(value)) / 2
    return [[Math.max(left, from), Math.min(right, until)] as const]
  })
}

interface CurveLegendProps {
  readonly curves: readonly Pick<Curve, 'arm' | 'label'>[]
  readonly theme: Theme
}

export function CurveLegend({ curves, theme }: CurveLegendProps) {
  return (
    <ul className="plane-legend" aria-label={say('Arms')}>
      {curves.map(({ arm, label }) => (
        <li key={arm}>
          <svg width="22" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="22"
              y1="4"
              y2="4"
              stroke={theme.arm(arm)}
              strokeWidth="2"
              strokeDasharray={armDashes[arm]?.join(' ')}
            />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}
