/** Words with `{a:ttft.p99}` in them, cut into text and figures. A figure that is not known yet reads as dots. */
import type { RunState } from '../../store/run.ts'
import { formatQuantity, type MemoryUnit } from '../../ui/format.ts'

export interface Piece {
  readonly key: string
  readonly text: string
  readonly isFigure: boolean
}

export function pieces(
  words: string,
  { summaries, metrics }: Pick<RunState, 'summaries' | 'metrics'>,
  memory: MemoryUnit,
): readonly Piece[] {
  return words.split(/(\{\w+:[\w.]+\})/).map((part, i): Piece => {
    const [, arm, id] = /^\{(\w+):([\w.]+)\}$/.exec(part) ?? []
    if (arm === undefined || id === undefined) return { key: String(i), text: part, isFigure: false }
    const unit = metrics.find((one) => one.id === id)?.unit
    const value = summaries[arm]?.metrics[id]?.value ?? null
    const text = unit === undefined || value === null ? '…' : formatQuantity(value, unit, memory)
    return { key: String(i), text, isFigure: true }
  })
}
