/** Token acceptance as a track of the timeline. */

import { useMemo } from 'react'
import type { CountWindow } from '../../kernel/tracks.ts'
import { say } from '../../ui/words.ts'
import { ChartFigure } from '../ChartFigure.tsx'
import type { ArmWindow, ChartProps } from '../chart.ts'
import { acceptanceModel } from './model.ts'

export interface AcceptanceChartProps extends ChartProps {
  readonly arms: readonly ArmWindow<CountWindow>[]
  /** Loads an experiment with speculation. */
  readonly onShowExample?: () => void
}

export function AcceptanceChart({ arms, onShowExample, ...figure }: AcceptanceChartProps) {
  const { theme } = figure
  const model = useMemo(() => acceptanceModel({ arms }, theme), [arms, theme])
  return (
    <ChartFigure
      {...figure}
      model={model}
      emptyAction={
        onShowExample !== undefined && (
          <button type="button" onClick={onShowExample}>
            {say('Show one that speculates')}
          </button>
        )
      }
    />
  )
}
