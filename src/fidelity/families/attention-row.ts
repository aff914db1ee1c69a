/** What rows of attention have in common: heads of one device, what the cache is kept in, and whether the time is worth foretelling. */
import { bytesOf, type CsvRecord, dtypeIn, numberIn, timeIn } from '../family.ts'

/** Shorter times are mostly the launch of the harness. */
const LONG = 50e-6 // seconds

export function attentionRow(record: CsvRecord) {
  const size = (column: string) => numberIn(record, column, { least: 1, whole: true })
  const kind = dtypeIn(record, 'kv_dtype')
  const measured = timeIn(record, 'latency_ms', 'ms')
  return {
    device: record.gpu ?? null,
    kind,
    measured,
    groups: { length: measured > LONG ? 'over 50 µs' : 'shorter' },
    batch: size('batch'),
    heads: {
      heads: size('n_head'),
      kvHeads: size('n_kv_head'),
      headDim: size('head_dim'),
      valueBytes: bytesOf(kind),
    },
  }
}
