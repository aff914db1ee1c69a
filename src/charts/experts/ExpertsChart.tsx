/** Expert activations as a track of the timeline, with a picker of the layer and of the scale. */

import { useMemo } from 'react'
import type { GridWindow } from '../../kernel/tracks.ts'
import { say } from '../../ui/words.ts'
import { ChartFigure } from '../ChartFigure.tsx'
import type { ChartProps } from '../chart.ts'
import type { LayerChoice } from './cells.ts'
import { expertsModel } from './model.ts'

export interface ExpertsChartProps extends ChartProps {
  readonly window: GridWindow | null
  readonly layer: LayerChoice
  readonly onLayer: (layer: LayerChoice) => void
  /** Each expert by its own maximum. */
  readonly perRow: boolean
  readonly onPerRow: (perRow: boolean) => void
  /** Loads an experiment that has experts. */
  readonly onShowExample?: () => void
}

export function ExpertsChart({
  window,
  layer,
  onLayer,
  perRow,
  onPerRow,
  onShowExample,
  controls,
  ...figure
}: ExpertsChartProps) {
  const { theme } = figure
  const model = useMemo(
    () => expertsModel(window, { layer, normalisation: perRow ? 'each' : 'all' }, theme),
    [window, layer, perRow, theme],
  )
  const pickers = window !== null && (
    <>
      {window.layers > 1 && (
        <select
          aria-label={say('Layer shown')}
          value={layer ?? 'all'}
          onChange={({ target }) => onLayer(target.value === 'all' ? null : Number(target.value))}
        >
          <option value="all">{say('all {n} layers', { n: window.layers })}</option>
          {window.track.series.map((name, i) => (
            <option key={name} value={i}>
              {name}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        aria-pressed={perRow}
        title={say('Colour each expert by its own maximum: shows rhythm instead of imbalance')}
        onClick={() => onPerRow(!perRow)}
      >
        {say('per expert')}
      </button>
    </>
  )
  return (
    <ChartFigure
      {...figure}
      model={model}
      controls={
        window === null ? undefined : (
          <>
            {pickers}
            {controls}
          </>
        )
      }
      emptyAction={
        onShowExample !== undefined && (
          <button type="button" onClick={onShowExample}>
            {say('Show one that has')}
          </button>
        )
      }
    />
  )
}
