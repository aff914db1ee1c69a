/** Any count track as a rate per second. */
import { useMemo } from 'react'
import type { CountWindow } from '../../kernel/tracks.ts'
import { ChartFigure } from '../ChartFigure.tsx'
import type { ArmWindow, ChartProps } from '../chart.ts'
import { ratesModel } from './model.ts'

export interface RatesChartProps extends ChartProps {
  readonly arms: readonly ArmWindow<CountWindow>[]
  /** One sentence: what it shows and how to read it. */
  readonly purpose?: string
}

export function RatesChart({ arms, purpose, ...figure }: RatesChartProps) {
  const { theme, title } = figure
  const model = useMemo(() => ratesModel({ arms }, theme, { title, purpose }), [arms, theme, title, purpose])
  return <ChartFigure {...figure} model={model} />
}
