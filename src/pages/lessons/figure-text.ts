/** The figure that words name as `a:ttft.p99`, with its unit. One that is not known yet reads as dots. */
import type { RunState } from '../../store/run.ts'
import { formatQuantity, type MemoryUnit } from '../../ui/format.ts'

export function figureText(
  name: string,
  { summaries, metrics }: Pick<RunState, 'summaries' | 'metrics'>,
  memory: MemoryUnit,
): string {
  const colon = name.indexOf(':')
  const id = name.slice(colon + 1)
  const unit = metrics.find((metric) => metric.id === id)?.unit
  const value = summaries[name.slice(0, colon)]?.metrics[id]?.value ?? null
  return unit === undefined || value === null ? '…' : formatQuantity(value, unit, memory)
}
