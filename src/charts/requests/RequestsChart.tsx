/** Requests as a track of the timeline. */
import { useMemo } from 'react'
import type { SpanWindow } from '../../kernel/tracks.ts'
import { ChartFigure } from '../ChartFigure.tsx'
import type { ChartProps } from '../chart.ts'
import { requestsModel } from './model.ts'

export interface RequestsChartProps extends ChartProps {
  readonly window: SpanWindow | null
  /** A request was clicked; null where there is none, or where several lie under the pointer. */
  readonly onItem?: (item: number | null) => void
}

export function RequestsChart({ window, onItem, ...figure }: RequestsChartProps) {
  const { theme } = figure
  const model = useMemo(() => requestsModel(window, theme), [window, theme])
  return (
    <ChartFigure {...figure} model={model} onPick={(hit) => onItem?.(hit === null || hit.item < 0 ? null : hit.item)} />
  )
}
