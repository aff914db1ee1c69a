/**
 * Write-ahead log: every insertion is written down, one behind the other, before the index changes. After a crash the index is laid out
 * as it was loaded, and the log done again, which leads to the same state bit by bit.
 *
 * A record is the number of the vector and its numbers in full. Left out: the way to a disk; what is counted is the lines that are written.
 *
 * Source: Aeon (arXiv 2601.15311), decoupled write-ahead log.
 */
import * as z from 'zod'
import { InvariantError } from '../../../../../../kernel/problem.ts'
import { defineJournal } from '../../../../contracts/vectors.ts'

export const writeAhead = defineJournal({
  id: 'write-ahead',
  role: 'journal',
  title: 'Write-ahead log',
  help: 'Every insertion is written down before it is done: a crash loses nothing, and insertions write more lines.',
  source: 'Aeon (arXiv 2601.15311)',
  knobs: z.strictObject({}),
  create(_, { memory, dims, most }) {
    const record = 1 + Math.ceil(dims / 2) // cells: the number, then 4 bytes a dimension
    const log = memory.allocate(Math.max(1, most * record), memory.lineCells)
    let length = 0
    return {
      append(id) {
        if (length === most) throw new InvariantError(`the log has room for ${most} insertions`)
        const at = log + length++ * record
        memory.store(at, id)
        memory.fill((at + 1) * 8, dims * 4)
      },
      recover() {
        memory.scan(log * 8, length * record * 8)
        return Array.from({ length }, (_, i) => memory.cells[log + i * record])
      },
    }
  },
})
