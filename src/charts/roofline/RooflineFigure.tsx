/**
 * Iterations under the roofline: FLOP/s against FLOP per byte, both logarithmic. Left of the ridge memory is the limit, right
 * of it arithmetic; how far a point lies below the roof is what overhead, the network and small kernels cost.
 */
import type { RooflinePoints } from '../../engines/serving/asked.ts'
import { formatMoment, formatSi, formatTime } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { Plane } from '../curves/Plane.tsx'
import { type Frame, type PlaneAxes, plotX, plotY } from '../curves/plane.ts'
import { axisScale } from '../curves/value-axis.ts'
import { type RooflineMark, rooflineExtent, rooflineMarks, rooflineSummary, rooflineTable } from './marks.ts'
import './roofline.css'

export interface RooflineFigureProps {
  readonly points: RooflinePoints
  /** The iteration nearest to this moment is ringed. */
  readonly at: number
  readonly theme: Theme
  readonly isStale: boolean
  readonly onPick: (start: number) => void
}

const height = 300

export function RooflineFigure({ points, at, theme, isStale, onPick }: RooflineFigureProps) {
  const marks = rooflineMarks(points)
  const extent = rooflineExtent(points, marks)
  const axes: PlaneAxes = {
    x: { label: say('Arithmetic intensity'), unit: 'FLOP/B', scale: 'log', extent: extent.intensity },
    y: { label: say('Achieved'), unit: 'FLOP/s', scale: 'log', extent: extent.rate },
  }
  const place = (frame: Frame) => {
    const x = axisScale(axes.x, plotX(frame))
    const y = axisScale(axes.y, plotY(frame))
    return (mark: RooflineMark) => ({
      key: `${mark.start}`,
      x: x(mark.intensity),
      y: y(mark.rate),
      words: wordsOf(mark),
    })
  }
  const nearest = nearestTo(marks, at)
  return (
    <Plane
      title={say('Roofline')}
      purpose={say(
        'A dot an iteration; the line is what the fastest kernels of one accelerator reach at that many operations a byte.',
      )}
      summary={rooflineSummary(points, marks)}
      targets={(frame) => marks.map(place(frame))}
      legend={<RooflineLegend theme={theme} />}
      table={() => rooflineTable(marks)}
      onPick={(key) => onPick(Number(key))}
      {...{ axes, height, isStale }}
    >
      {(frame) => {
        const at = place(frame)
        const ring = nearest && at(nearest)
        return (
          <>
            <Roof points={points} axes={axes} frame={frame} />
            {marks.map((mark) => {
              const { x, y } = at(mark)
              return <Dot key={mark.start} x={x} y={y} mark={mark} theme={theme} />
            })}
            {ring && <circle className="roofline-now" cx={ring.x} cy={ring.y} r={8} />}
          </>
        )
      }}
    </Plane>
  )
}

function Roof({
  points,
  axes,
  frame,
}: {
  readonly points: RooflinePoints
  readonly axes: PlaneAxes
  readonly frame: Frame
}) {
  const [left, right] = plotX(frame)
  const x = axisScale(axes.x, [left, right])
  const y = axisScale(axes.y, plotY(frame))
  const { peak, bandwidth, ridge } = points
  const from = axes.x.extent[0]
  const bend = x(ridge)
  // The label goes where there is room for it.
  const isLate = bend > (left + right) / 2
  return (
    <g className="roof">
      <path d={`M${left} ${y(from * bandwidth)}L${bend} ${y(peak)}L${right} ${y(peak)}`} />
      <line className="ridge" x1={bend} x2={bend} y1={y(peak)} y2={plotY(frame)[0]} />
      <text x={right} y={y(peak) - 6} textAnchor="end">
        {say('peak {rate}', { rate: formatSi(peak, 'FLOP/s') })}
      </text>
      <text x={bend + (isLate ? -5 : 5)} y={plotY(frame)[0] - 6} textAnchor={isLate ? 'end' : 'start'}>
        {say('ridge {ridge} FLOP/B', { ridge: ridge.toFixed(0) })}
      </text>
      <text x={(left + bend) / 2 - 8} y={(y(from * bandwidth) + y(peak)) / 2 - 4} textAnchor="end">
        {say('memory {rate}', { rate: formatSi(bandwidth, 'B/s') })}
      </text>
    </g>
  )
}

/** Decode as discs, prefill as squares, both in one iteration as diamonds: shape tells without colour. */
function Dot({
  x,
  y,
  mark,
  theme,
}: {
  readonly x: number
  readonly y: number
  readonly mark: RooflineMark
  readonly theme: Theme
}) {
  const fill = theme.colour(mark.kind === 'decode' ? 'decode' : 'prefill')
  if (mark.kind === 'decode') return <circle cx={x} cy={y} r={2.6} fill={fill} />
  const turn = mark.kind === 'both' ? `rotate(45 ${x} ${y})` : undefined
  return (
    <rect
      x={x - 2.6}
      y={y - 2.6}
      width={5.2}
      height={5.2}
      fill={fill}
      transform={turn}
      stroke={mark.kind === 'both' ? theme.colour('decode') : 'none'}
      strokeWidth={1.2}
    />
  )
}

function RooflineLegend({ theme }: { readonly theme: Theme }) {
  const kinds = [
    ['decode', say('decode')],
    ['prefill', say('prefill')],
    ['both', say('both')],
  ] as const
  return (
    <ul className="plane-legend">
      {kinds.map(([kind, words]) => (
        <li key={kind}>
          <svg width="12" height="12" aria-hidden="true">
            <Dot x={6} y={6} mark={{ kind, start: 0, intensity: 1, rate: 1, time: 1, tokens: 0 }} theme={theme} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  )
}

const wordsOf = ({ start, time, intensity, rate, tokens, kind }: RooflineMark): string =>
  say('At {start}: {kind} of {tokens} tokens in {time}, {intensity} FLOP/B, {rate}', {
    start: formatMoment(start),
    kind: kind === 'both' ? say('decode and prefill') : say(kind),
    tokens,
    time: formatTime(time),
    intensity: intensity.toPrecision(3),
    rate: formatSi(rate, 'FLOP/s'),
  })

function nearestTo(marks: readonly RooflineMark[], at: number): RooflineMark | null {
  let best: RooflineMark | null = null
  for (const mark of marks) if (best === null || Math.abs(mark.start - at) < Math.abs(best.start - at)) best = mark
  return best
}
