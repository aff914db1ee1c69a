/** Figures on the command line: their words for tables, their values by id for files. */
import type { MetricValues, MetricWords } from '../kernel/metric.ts'
import { engineOf } from '../run/engines.ts'

/** Of an engine, in the order of its list. */
export function figureWords(engineId: string): readonly MetricWords[] {
  const engine = engineOf(engineId)
  return engine.ok ? engine.value.describe().metrics : []
}

export const valuesById = (metrics: MetricValues): Readonly<Record<string, number | null>> =>
  Object.fromEntries(Object.entries(metrics).map(([id, { value }]) => [id, value]))
