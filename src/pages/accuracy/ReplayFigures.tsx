/** A measured run and its replay over each other: latencies as distributions, occupancy and queue over time, and the figures. */
import { CurvesFigure } from '../../charts/curves/CurvesFigure.tsx'
import type { PlaneAxes } from '../../charts/curves/plane.ts'
import { useTheme } from '../../panels/timelines/use-theme.ts'
import { formatPercent, formatQuantity } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { AccuracySummaries } from '../../worker/asked/accuracy.ts'

type Shipped = AccuracySummaries['replays'][number]
type TwoSides = Shipped['picture']['kv']

const LATENCIES = [
  ['ttft', 'TTFT'],
  ['tpot', 'TPOT'],
  ['e2e', 'End to end'],
] as const

export function ReplayFigures({ replay }: { readonly replay: Pick<Shipped, 'report' | 'picture'> }) {
  const { report, picture } = replay
  const { seconds, kv, waiting } = picture
  return (
    <>
      <table className="summary num accuracy-groups">
        <caption className="note">{say('Measured, simulated and error')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{say('Measured')}</th>
            <th scope="col">{say('Simulated')}</th>
            <th scope="col">{say('Error')}</th>
          </tr>
        </thead>
        <tbody>
          {LATENCIES.flatMap(([id, title]) =>
            (['mean', 'p50', 'p99'] as const).map((statistic) => {
              const { measured, simulated, error } = report[id][statistic]
              return (
                <tr key={`${id} ${statistic}`}>
                  <th scope="row">
                    {say(title)} {statistic}
                  </th>
                  <td>{formatQuantity(measured, 's')}</td>
                  <td>{formatQuantity(simulated, 's')}</td>
                  <td>{`${error > 0 ? '+' : ''}${formatPercent(error)}`}</td>
                </tr>
              )
            }),
          )}
        </tbody>
      </table>
      <div className="replay-figures">
        {LATENCIES.map(([id, title]) => (
          <Sides
            key={id}
            title={say(title)}
            purpose={say('Share of the requests at or below a time.')}
            axes={{
              x: { label: say(title), unit: 's', scale: 'linear', extent: extentOf(picture.latencies[id]) },
              y: { label: say('Requests'), unit: 'fraction', scale: 'linear', extent: [0, 1] },
            }}
            places={(side) => side.map((value, i) => [value, i / (side.length - 1)])}
            sides={picture.latencies[id]}
          />
        ))}
        <Sides
          title={say('KV occupancy')}
          purpose={say('Tokens held by requests, of the capacity, worked out of request times on both sides.')}
          axes={{
            x: { label: say('Time'), unit: 's', scale: 'linear', extent: [0, seconds.at(-1) ?? 1] },
            y: { label: say('Capacity'), unit: 'fraction', scale: 'linear', extent: [0, extentOf(kv)[1]] },
          }}
          places={(side) => side.map((value, i) => [seconds[i], value])}
          sides={kv}
        />
        <Sides
          title={say('Waiting')}
          purpose={say('Requests without a first token.')}
          axes={{
            x: { label: say('Time'), unit: 's', scale: 'linear', extent: [0, seconds.at(-1) ?? 1] },
            y: { label: say('Requests'), unit: '', scale: 'linear', extent: [0, extentOf(waiting)[1]] },
          }}
          places={(side) => side.map((value, i) => [seconds[i], value])}
          sides={waiting}
        />
      </div>
    </>
  )
}

interface SidesProps {
  readonly title: string
  readonly purpose: string
  readonly axes: PlaneAxes
  readonly sides: TwoSides
  /** Of one side's values. */
  readonly places: (side: readonly number[]) => readonly (readonly [number, number])[]
}

function Sides({ title, purpose, axes, sides, places }: SidesProps) {
  const theme = useTheme()
  const curves = (['measured', 'simulated'] as const).map((side, arm) => ({
    arm,
    label: say(side),
    points: places(sides[side]).map(([x, y], i) => ({
      ...{ key: `${side} ${i}`, x, y, low: null, high: null, obstacle: null },
      words: `${say(side)}: ${formatQuantity(x, axes.x.unit)}, ${formatQuantity(y, axes.y.unit)}`,
    })),
  }))
  const [measured, simulated] = curves.map(({ points }) => points[Math.floor(points.length / 2)]?.words ?? '')
  return (
    <CurvesFigure
      {...{ title, purpose, axes, curves, theme }}
      summary={say('In the middle, {measured}; {simulated}.', { measured, simulated })}
      now={null}
      isStale={false}
    />
  )
}

function extentOf({ measured, simulated }: TwoSides): readonly [number, number] {
  const all = [...measured, ...simulated]
  return [Math.min(...all), Math.max(...all)]
}
