/**
 * A metric over two knobs: a cell a pair of values, darker or lighter by the sequential scale of the theme. What is not
 * measured yet is empty, what cannot run is hatched.
 */
import { useId } from 'react'
import { formatQuantity } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { Plane } from '../curves/Plane.tsx'
import { type Frame, type PlaneAxes, plotX, plotY } from '../curves/plane.ts'
import { axisScale } from '../curves/value-axis.ts'
import './heatmap.css'

export interface HeatCell {
  readonly key: string
  readonly column: number
  readonly row: number
  readonly value: number | null
  readonly words: string
  readonly obstacle: string | null
}

export interface HeatmapFigureProps {
  readonly title: string
  readonly purpose: string
  readonly summary: string
  /** Both with named places: the values of the knobs. */
  readonly axes: PlaneAxes
  readonly cells: readonly HeatCell[]
  readonly unit: string
  readonly theme: Theme
  readonly isStale: boolean
  readonly onPick: (key: string) => void
}

export function HeatmapFigure(props: HeatmapFigureProps) {
  const { title, purpose, summary, axes, cells, isStale, onPick, theme, unit } = props
  const height = Math.min(460, 70 + (axes.y.names?.length ?? 1) * 34)
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]))
  const range: readonly [number, number] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1]
  const at = (frame: Frame) => {
    const x = axisScale(axes.x, plotX(frame))
    const y = axisScale(axes.y, plotY(frame))
    return cells.map(({ key, column, row, words }) => ({ key, x: x(column), y: y(row), words }))
  }
  return (
    <Plane
      {...{ title, purpose, summary, axes, height, isStale, onPick }}
      targets={at}
      legend={values.length > 0 ? <HeatLegend range={range} unit={unit} theme={theme} /> : null}
    >
      {(frame) => <Cells {...props} frame={frame} at={at(frame)} range={range} />}
    </Plane>
  )
}

interface CellsProps extends HeatmapFigureProps {
  readonly frame: Frame
  readonly at: readonly { readonly x: number; readonly y: number }[]
  readonly range: readonly [number, number]
}

function Cells({ axes, cells, theme, frame, at, range }: CellsProps) {
  const hatch = useId()
  const [left, right] = plotX(frame)
  const [bottom, top] = plotY(frame)
  const width = (right - left) / (axes.x.names?.length ?? 1)
  const height = (bottom - top) / (axes.y.names?.length ?? 1)
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="curve-none" x1="0" x2="0" y1="0" y2="6" />
        </pattern>
      </defs>
      {cells.map(({ key, value, obstacle }, place) => (
        <rect
          key={key}
          className="heat-cell"
          x={at[place].x - width / 2 + 0.5}
          y={at[place].y - height / 2 + 0.5}
          width={Math.max(1, width - 1)}
          height={Math.max(1, height - 1)}
          fill={obstacle !== null ? `url(#${hatch})` : value === null ? 'none' : heatColour(theme, value, range)}
        />
      ))}
    </>
  )
}

function heatColour({ sequential }: Theme, value: number, [low, high]: readonly [number, number]): string {
  const step = Math.round((high > low ? (value - low) / (high - low) : 0.5) * 255)
  return `rgb(${sequential[3 * step]} ${sequential[3 * step + 1]} ${sequential[3 * step + 2]})`
}

function HeatLegend({ range, unit, theme }: Pick<CellsProps, 'range' | 'unit' | 'theme'>) {
  const steps = [0, 0.25, 0.5, 0.75, 1]
  return (
    <p className="heat-legend num">
      {formatQuantity(range[0], unit)}
      <svg width="120" height="10" role="img" aria-label={say('from the smallest to the largest value')}>
        {steps.map((share, place) => (
          <rect key={share} x={place * 24} width="24" height="10" fill={heatColour(theme, share, [0, 1])} />
        ))}
      </svg>
      {formatQuantity(range[1], unit)}
      <span className="note"> {say('hatched: cannot run')}</span>
    </p>
  )
}
