/** A trace format as its file says it, as a kind of incoming file: its rows become an arrival table. */
import { failure, type Problem, success } from '../../kernel/problem.ts'
import { grouped, MOST_ROWS } from '../arrival-table.ts'
import type { ArrivalTable, TableReport, Trace, TraceReader } from '../arrivals.ts'
import type { Head } from '../incoming/head.ts'
import type { IncomingContent, IncomingKind } from '../incoming/kind.ts'

export interface IncomingTrace extends IncomingContent, Trace {
  readonly what: 'trace'
}

export interface TraceFormat {
  readonly id: string
  readonly title: string
  readonly isGeneral?: true
  recognises(head: Head): boolean
  read(): TraceReader
  write?(table: ArrivalTable): string
}

export function defineTraceFormat({ read, write, ...format }: TraceFormat): IncomingKind<IncomingTrace> {
  return {
    ...format,
    what: 'trace',
    read(name) {
      const reader = read()
      return {
        push: (text) => reader.push(text),
        end() {
          const { table, report } = reader.end()
          if (table.length === 0) return failure(noRows(name, format.title, report))
          return success({
            what: 'trace',
            table: { ...table, title: name },
            report: { ...report, format: format.id, title: name },
            rows: { kept: report.kept, refused: report.rows - report.kept },
          })
        },
      }
    },
    ...(write && { write: ({ table }: IncomingTrace) => write(table) }),
  }
}

function noRows(name: string, title: string, { rows, dropped }: TableReport): Problem {
  const reasons = dropped.map((d) => `${d.reason} (${grouped(d.rows)}, first in line ${grouped(d.firstLine)})`)
  return {
    code: 'trace-no-rows',
    message:
      rows === 0
        ? `${name} was recognised as ${title} and has a header but no rows.`
        : `${name} was recognised as ${title}, but none of its ${grouped(rows)} rows could be used: ${reasons.join('; ')}.`,
    remedy: `Choose a file with at least one request (at most ${grouped(MOST_ROWS)}): an arrival, a prompt and an output of 1 token or more.`,
  }
}
