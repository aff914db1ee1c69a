/** KV-cache occupancy as a track of the timeline. */
import { useMemo } from 'react'
import type { CountWindow, LevelWindow } from '../../kernel/tracks.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import { ChartFigure } from '../ChartFigure.tsx'
import type { ArmWindow, ChartProps } from '../chart.ts'
import { occupancyModel } from './model.ts'

export interface OccupancyChartProps extends ChartProps {
  readonly arms: readonly ArmWindow<LevelWindow>[]
  readonly preemptions?: CountWindow | null
  readonly memory?: MemoryUnit
}

export function OccupancyChart({ arms, preemptions = null, memory = 'GB', ...figure }: OccupancyChartProps) {
  const { theme } = figure
  const model = useMemo(() => occupancyModel({ arms, preemptions }, theme, memory), [arms, preemptions, theme, memory])
  return <ChartFigure {...figure} model={model} />
}
