/**
 * Reads a trace file of any known format from text in pieces: looks at its beginning, picks the format, feeds the pieces through.
 *
 * Holds the beginning (64 KiB) and the growing columns, never the text. What a person can cause comes back as a Problem: an empty
 * file, one that no format knows, one without a usable row.
 */
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { grouped, MOST_ROWS } from './arrival-table.ts'
import type { ArrivalTable, TraceReader, TraceReport } from './arrivals.ts'
import { formats, recognise } from './formats/index.ts'

/** Characters looked at to recognise a format. */
const HEAD = 65_536

export interface Trace {
  readonly table: ArrivalTable
  readonly report: TraceReport
}

/** `name` is what the data are called, usually the file's name. Pieces may be cut anywhere. */
export async function readTrace(
  name: string,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<Result<Trace>> {
  let head = ''
  let reader: TraceReader | null = null
  for await (const piece of pieces) {
    if (reader !== null) {
      reader.push(piece)
      continue
    }
    head += piece
    if (head.length < HEAD) continue
    reader = readerOf(head)
    if (reader === null) return failure(unrecognised(name, head))
    reader.push(head)
  }
  if (reader === null) {
    if (head.replace(/^\uFEFF/, '').trim() === '') return failure(empty(name))
    reader = readerOf(head)
    if (reader === null) return failure(unrecognised(name, head))
    reader.push(head)
  }
  const { table, report } = reader.end()
  if (table.length === 0) return failure(noRows(name, report))
  return success({ table: { ...table, title: name }, report: { ...report, title: name } })
}

/** A piece may be the whole file: the head is cut to its length, and to whole lines, so that pieces do not change the answer. */
function readerOf(text: string): TraceReader | null {
  const cut = text.length >= HEAD ? text.slice(0, Math.max(text.lastIndexOf('\n', HEAD - 1), 0) || HEAD) : text
  return recognise(cut)?.read() ?? null
}

const knownFormats = (): string => formats.map(({ title }) => title).join(', ')

const empty = (name: string): Problem => ({
  code: 'trace-empty',
  message: `${name} is empty: no line with text in it.`,
  remedy: `Choose a file with requests in one of these formats: ${knownFormats()}.`,
})

function unrecognised(name: string, head: string): Problem {
  const start = head
    .slice(0, HEAD)
    .replace(/^\uFEFF/, '')
    .trimStart()
  const odd = countControlCharacters(start)
  const first = start.split('\n', 1)[0].trim()
  const shown = first.length > 60 ? `${first.slice(0, 60)}…` : first
  const seen =
    odd > 0
      ? `${grouped(odd)} of its first ${grouped(start.length)} characters are no text, so it is probably a binary or compressed file`
      : `its first line is “${shown}”`
  return {
    code: 'trace-unrecognised',
    message: `${name} is in none of the known formats: ${seen}.`,
    remedy: `Use one of these: ${knownFormats()}; a CSV needs a header that names arrival, prompt and output columns.`,
  }
}

function noRows(name: string, { format, rows, dropped }: TraceReport): Problem {
  const title = formats.find(({ id }) => id === format)?.title ?? format
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

/** Characters that no text file holds: controls other than tab and line ends, and the mark of undecodable bytes. */
function countControlCharacters(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd) count++
  }
  return count
}
