/** What the learned sink is for: loss with and without it, over the whole text and over a window. */
import { keepWindow } from '../kv/keep-window.ts'
import { type Reading, readThrough } from './read-through.ts'
import { type EvaluationText, lossOf } from './teacher-forced.ts'

export interface SinkRow {
  readonly setting: string
  readonly loss: number
}

export function measureSink(reading: Reading, texts: readonly EvaluationText[], window: number): readonly SinkRow[] {
  const stride = 8
  const windowed = (keepsSink: boolean, first: number): Reading => ({
    ...reading,
    stride,
    settled: (cache) => keepWindow(cache, { window, first, keepsSink }),
  })
  const rows: readonly (readonly [string, Reading])[] = [
    ['whole text, sink', reading],
    ['whole text, no sink', { ...reading, opened: (cache) => cache.hasSink.fill(0) }],
    [`window ${window}, sink`, windowed(true, 0)],
    [`window ${window}, sink and 4 first tokens`, windowed(true, 4)],
    [`window ${window}, no sink`, windowed(false, 0)],
  ]
  return rows.map(([setting, one]) => ({ setting, loss: lossOf(one, texts).loss }))
}

/** Mean share of attention that goes to the sink, by layer and head. */
export function sinkShares(reading: Reading, texts: readonly EvaluationText[]): readonly (readonly number[])[] {
  const { layers, heads } = reading.model.shape
  const sums = Array.from({ length: layers }, () => new Float64Array(heads))
  const counts = Array.from({ length: layers }, () => new Float64Array(heads))
  const watching: Reading = {
    ...reading,
    seams: {
      attend(site, attend) {
        attend()
        let seen = 0
        for (let i = 0; i < site.count; i++) seen += site.weights[i]
        sums[site.layer][site.head] += 1 - seen
        counts[site.layer][site.head]++
      },
    },
  }
  for (const { tokens } of texts) readThrough(watching, tokens, () => undefined)
  return sums.map((row, layer) => Array.from(row, (sum, head) => sum / counts[layer][head]))
}
