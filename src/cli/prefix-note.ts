/**
 * Beside the prefix hits of a replayed trace: what its block hashes alone would hit, and why the simulation hits less. The
 * reasons are counted, not supposed.
 */
import type { Experiment } from '../experiment/document.ts'
import type { Summary } from '../kernel/engine.ts'
import type { Shelf } from '../run/shelf.ts'
import { isArrivals } from '../traces/dataset.ts'
import { hashStreamHits } from './hash-stream.ts'
import { fourDigits } from './text-table.ts'

export interface PrefixNote {
  /** Of the trace's blocks, by its hashes alone. */
  readonly hashStreamHitRate: number
  /** Of prompt tokens, in the simulation. */
  readonly simulatedHitRate: number
  readonly why: string
}

/** Null where no trace with shared content is replayed. */
export function prefixNote(document: Experiment, shelf: Shelf, summary: Summary): PrefixNote | null {
  const tables = Object.values(shelf.resolve(document).data).filter(isArrivals)
  const content = tables.find((table) => table.content)?.content
  if (!content) return null
  const alone = hashStreamHits(content)
  const kv = summary.report.kv as {
    readonly prefixHitRate: number
    readonly evictedBlocks: number
    readonly capacityTokens: number
  }
  const different = (alone.blocks - alone.hitBlocks) * alone.blockTokens
  const reasons = [
    kv.evictedBlocks > 0
      ? `${kv.evictedBlocks} blocks were evicted (room for ${kv.capacityTokens} tokens; the trace has ${different} different ones)`
      : 'nothing was evicted',
    'requests that run at the same time compute the same content each',
    `rates count tokens of prompts, of which a last block of less than ${alone.blockTokens} tokens weighs less than a whole one`,
  ]
  return { hashStreamHitRate: alone.hitRate, simulatedHitRate: kv.prefixHitRate, why: `${reasons.join('; ')}.` }
}

export const prefixNoteText = ({ hashStreamHitRate, simulatedHitRate, why }: PrefixNote): string =>
  `\nprefix hits: ${fourDigits(simulatedHitRate)} here, ${hashStreamHitRate.toFixed(5)} by the trace's hashes alone. Why they differ: ${why}\n`
