/**
 * A kind of file that can be dropped, pasted or given on the command line. A kind is one file and a line in its registry; page, command
 * line and documentation know it from there, and a law over all kinds asks for a fixture (test/traces/incoming-law.test.ts).
 */
import { failure, type Result } from '../../kernel/problem.ts'
import { grouped } from '../arrival-table.ts'
import type { Head } from './head.ts'

/** What a file is read into. */
export interface IncomingContent {
  /** What it is for: `trace`, `recording`, `model` … (run/incoming/uses.ts says where each is used). */
  readonly what: string
  /** Of a file with rows: how many were read, and how many refused with a reason; together all that there are. */
  readonly rows: RowCounts | null
}

export interface RowCounts {
  readonly kept: number
  readonly refused: number
}

export interface IncomingKind<Content extends IncomingContent = IncomingContent> {
  readonly id: string
  readonly title: string
  readonly what: Content['what']
  /** Takes any file that has what it needs: one of a kind that is not general goes first. */
  readonly isGeneral?: true
  /** Whether the beginning of a file looks like this kind. Never throws. */
  recognises(head: Head): boolean
  /** A reader takes text in pieces of any size, so that a file of 100 MB needs no second copy. `name`: what messages call the file. */
  read(name: string): IncomingReader<Content>
  write?(content: Content): string
}

export interface IncomingReader<Content> {
  push(text: string): void
  end(): Result<Content> | Promise<Result<Content>>
}

export interface WholeText<Content> {
  readonly name: string
  readonly title: string
  /** Characters: a longer file is none of this kind. */
  readonly most: number
  read(text: string): Result<Content> | Promise<Result<Content>>
}

/** A reader of what has to be seen whole: a JSON file, a small table. */
export function readWhole<Content>({ name, title, most, read }: WholeText<Content>): IncomingReader<Content> {
  let pieces: string[] = []
  let length = 0
  return {
    push(text) {
      length += text.length
      if (length > most) pieces = []
      else pieces.push(text)
    },
    end: () =>
      length > most
        ? failure({
            code: 'file-too-large',
            message: `${name} was recognised as ${title} and has ${grouped(length)} characters; at most ${grouped(most)} are read of one.`,
            remedy: 'Choose a smaller file, or a part of it.',
          })
        : read(pieces.join('').replace(/^\uFEFF/, '')),
  }
}
