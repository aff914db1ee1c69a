/**
 * What makes two traces the same data: the digest of an arrival table's columns. The same rows in another format or under another
 * name have the same digest, so a link finds its data whatever the file was called.
 */
import { createDigest } from '../kernel/digest.ts'
import type { ArrivalTable } from './arrivals.ts'

export function digestOfColumns(table: Omit<ArrivalTable, 'title' | 'hash'>): string {
  const digest = createDigest()
  digest.column(table.arrival)
  digest.column(table.promptTokens)
  digest.column(table.outputTokens)
  if (table.content !== undefined) {
    digest.text('content')
    digest.number(table.content.blockTokens)
    digest.column(table.content.offset)
    digest.column(table.content.ids)
  }
  if (table.priority !== undefined) {
    digest.text('priority')
    digest.column(table.priority)
  }
  return digest.hex()
}
