/** Any level track as a row of the timeline. */
import { useMemo } from 'react'
import type { LevelWindow } from '../../kernel/tracks.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import { ChartFigure } from '../ChartFigure.tsx'
import type { ArmWindow, ChartProps } from '../chart.ts'
import { levelsModel } from './model.ts'
import type { LevelsForm } from './paint.ts'

export interface LevelsChartProps extends ChartProps {
  readonly arms: readonly ArmWindow<LevelWindow>[]
  readonly form: LevelsForm
  /** One sentence: what it shows and how to read it. */
  readonly purpose?: string
  readonly memory?: MemoryUnit
}

export function LevelsChart({ arms, form, purpose, memory = 'GB', ...figure }: LevelsChartProps) {
  const { theme, title } = figure
  const model = useMemo(
    () => levelsModel({ arms, form }, theme, { title, purpose }, memory),
    [arms, form, theme, title, purpose, memory],
  )
  return <ChartFigure {...figure} model={model} />
}
