/** How errors are spread, as a line in a cell: p10 to p90 of predicted / measured, a mark at the bias, on a scale of half to double. */
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

interface SpreadCellProps {
  /** p10 and p90 of measured / predicted. */
  readonly band: readonly [number, number]
  /** Median error, a fraction. */
  readonly bias: number
}

const WIDTH = 120
const HEIGHT = 14

/** Place of a ratio on a logarithmic scale from a half to twice. */
const placeOf = (ratio: number): number => (WIDTH * (Math.log2(Math.min(2, Math.max(0.5, ratio))) + 1)) / 2

export function SpreadCell({ band: [low, high], bias }: SpreadCellProps) {
  const [left, right] = [placeOf(1 / high), placeOf(1 / low)]
  const words = say('From {low} to {high} of the measured in eight cases of ten', {
    low: formatPercent(1 / high, 0),
    high: formatPercent(1 / low, 0),
  })
  return (
    <td>
      <svg className="spread" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
        <title>{words}</title>
        <line className="middle" x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} />
        <line className="range" x1={left} x2={right} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        <circle cx={placeOf(1 + bias)} cy={HEIGHT / 2} r={3.5} />
      </svg>
    </td>
  )
}
