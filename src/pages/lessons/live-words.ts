/** Words with `{a:ttft.p99}` in them, cut into text and figures. A figure that is not known yet reads as dots. */
import type { Summary } from '../../kernel/engine.ts'
import { formatQuantity, type MemoryUnit } from '../../ui/format.ts'

export interface Piece {
  readonly key: string
  readonly text: string
  readonly isFigure: boolean
}

export function pieces(
  words: string,
  summaries: Readonly<Record<string, Summary>>,
  memory: MemoryUnit,
): readonly Piece[] {
  return words.split(/(\{\w+:[\w.]+\})/).map((part, i): Piece => {
    const [, arm, id] = /^\{(\w+):([\w.]+)\}$/.exec(part) ?? []
    if (arm === undefined || id === undefined) return { key: String(i), text: part, isFigure: false }
    const metric = summaries[arm]?.metrics.find((one) => one.id === id)
    const value = metric?.value ?? null
    const text = metric === undefined || value === null ? '…' : formatQuantity(value, metric.unit, memory)
    return { key: String(i), text, isFigure: true }
  })
}
