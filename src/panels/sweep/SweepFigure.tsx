/** The figure that suits a sweep: two metrics against each other, a map of two knobs, or curves over one. */

import { useState } from 'react'
import { CurvesFigure } from '../../charts/curves/CurvesFigure.tsx'
import { ScatterFigure } from '../../charts/curves/ScatterFigure.tsx'
import { HeatmapFigure } from '../../charts/heatmap/HeatmapFigure.tsx'
import type { Setup } from '../../forms/field-values.ts'
import { formatKnob } from '../../forms/knob-number.ts'
import type { MetricWords } from '../../kernel/metric.ts'
import { say } from '../../ui/words.ts'
import { useTheme } from '../timelines/use-theme.ts'
import { knobValue } from './axis-values.ts'
import {
  cellsOf,
  curvesOf,
  figureSummary,
  groupName,
  knobAxis,
  metricAxis,
  placesAxis,
  scatterOf,
} from './sweep-figures.ts'
import { type SweepGroup, spreadOfMetric } from './sweep-groups.ts'
import type { SweptAxis } from './swept-axes.ts'

interface SweepFigureProps {
  readonly groups: readonly SweepGroup[]
  readonly axes: readonly SweptAxis[]
  readonly arms: readonly string[]
  readonly metric: MetricWords
  readonly against: MetricWords | null
  readonly setup: Setup
  readonly isStale: boolean
  readonly onOpen: (key: string) => void
}

export function SweepFigure(props: SweepFigureProps) {
  const { axes, against } = props
  if (against) return <MetricScatter {...props} against={against} />
  if (axes.length === 2) return <KnobMap {...props} />
  if (axes.length === 1) return <KnobCurves {...props} />
  return <p className="note">{say('Only seeds are repeated here: the table has a row for each.')}</p>
}

function KnobCurves({ groups, axes, arms, metric, setup, isStale, onOpen }: SweepFigureProps) {
  const theme = useTheme()
  const [axis] = axes
  const curves = curvesOf(groups, axes, arms, metric)
  const values = curves.flatMap(({ points }) =>
    points.flatMap(({ low, high }) => [low ?? Number.NaN, high ?? Number.NaN]),
  )
  const runs = Math.max(...groups.map((group) => spreadOfMetric(group, metric.id)?.n ?? 0))
  return (
    <CurvesFigure
      title={say('{metric} over {knob}', { metric: say(metric.label), knob: axis.label })}
      purpose={
        runs > 1
          ? say('{help} Median of {runs} runs a point; the band holds 80 % of them.', { help: say(metric.help), runs })
          : say('{help} One run a point.', { help: say(metric.help) })
      }
      summary={figureSummary(groups, axes, arms, metric)}
      axes={{ x: knobAxis(axis), y: metricAxis(metric, values) }}
      curves={curves}
      now={nowOn(axis, setup)}
      theme={theme}
      isStale={isStale}
      onPick={onOpen}
    />
  )
}

/** Where the knob on the form stands on the axis; null beyond its ends. */
function nowOn(axis: SweptAxis, setup: Setup): { readonly x: number; readonly words: string } | null {
  if (axis.field === null) return null
  const value = knobValue(axis.field, setup)
  if (axis.names !== null) {
    const place = axis.values.indexOf(value)
    return place < 0 ? null : { x: place, words: say('now') }
  }
  const numbers = axis.values.map(Number)
  const number = Number(value)
  if (!(number >= Math.min(...numbers) && number <= Math.max(...numbers))) return null
  return { x: number, words: say('now {value}', { value: formatKnob(number) }) }
}

function MetricScatter({
  groups,
  axes,
  arms,
  metric,
  against,
  isStale,
  onOpen,
}: SweepFigureProps & { readonly against: MetricWords }) {
  const theme = useTheme()
  const { points, front } = scatterOf(groups, axes, arms, { x: against, y: metric })
  const named = front.map((place) => groups.find(({ key }) => key === points[place].key))
  const names = named.flatMap((group) => (group ? [groupName(group, axes, arms)] : []))
  const frontWords =
    front.length === 0
      ? say('No front: one of the two has no better side.')
      : say('The dashed line is the Pareto front: {n} of {all} points that no other beats in both.', {
          n: front.length,
          all: points.length,
        })
  return (
    <>
      <ScatterFigure
        title={say('{metric} against {other}', { metric: say(metric.label), other: say(against.label) })}
        purpose={frontWords}
        summary={`${figureSummary(groups, axes, arms, metric)} ${frontWords}`}
        axes={{
          x: metricAxis(
            against,
            points.map(({ x }) => x),
          ),
          y: metricAxis(
            metric,
            points.map(({ y }) => y),
          ),
        }}
        {...{ points, front, theme, isStale }}
        arms={arms.map((arm) => arm.toUpperCase())}
        onPick={onOpen}
      />
      {names.length > 0 && (
        <p className="note">{say('On the front: {names}.', { names: names.slice(0, 12).join('; ') })}</p>
      )}
    </>
  )
}

function KnobMap({ groups, axes, arms, metric, isStale, onOpen }: SweepFigureProps) {
  const theme = useTheme()
  const [chosen, setChosen] = useState(arms[0])
  const arm = arms.includes(chosen) ? chosen : arms[0]
  const mine = groups.filter((group) => group.arm === arm)
  const [across, up] = axes
  return (
    <>
      {arms.length > 1 && (
        <label className="sweep-knob">
          <span>{say('Arm')}</span>
          <select aria-label={say('Arm')} value={arm} onChange={(event) => setChosen(event.target.value)}>
            {arms.map((key) => (
              <option key={key} value={key}>
                {key.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      )}
      <HeatmapFigure
        title={say('{metric} over {knob} and {other}', {
          metric: say(metric.label),
          knob: across.label,
          other: up.label,
        })}
        purpose={say('{help} One run a cell.', { help: say(metric.help) })}
        summary={figureSummary(mine, axes, [arm], metric)}
        axes={{ x: placesAxis(across), y: placesAxis(up) }}
        cells={cellsOf(groups, axes, arm, metric)}
        unit={metric.unit}
        {...{ theme, isStale }}
        onPick={onOpen}
      />
    </>
  )
}
