/** Files from outside: opened, streamed as text, and refused in words where the system refuses. `-` is standard input. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import process from 'node:process'
import { createTextReader } from '../experiment/text-of-bytes.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import type { Terminal } from './terminal.ts'

/** A file that is read piece by piece. */
export interface OpenText {
  readonly pieces: AsyncIterable<string>
  /** What was read otherwise than it stood there, once all is read. */
  problems(): readonly Problem[]
}

/** Text of a file in pieces, so that its size does not matter. */
export async function openText(file: string): Promise<Result<OpenText>> {
  if (file === '-') return success(decoded('standard input', process.stdin as AsyncIterable<Uint8Array>))
  try {
    const { isDirectory } = await stat(file).then((found) => ({ isDirectory: found.isDirectory() }))
    if (isDirectory) return failure(unreadable(file, 'it is a folder'))
    return success(decoded(file, createReadStream(file, { highWaterMark: 1 << 20 })))
  } catch (error) {
    return failure(unreadable(file, reasonOf(error)))
  }
}

function decoded(name: string, source: AsyncIterable<Uint8Array>): OpenText {
  const reader = createTextReader()
  async function* pieces() {
    for await (const bytes of source) yield reader.push(bytes)
    yield reader.end()
  }
  return { pieces: pieces(), problems: () => reader.problems(name) }
}

/** A whole small file; what could not be decoded is told. Reading stops soon after `most` characters, since no more is wanted of it. */
export async function readText(file: string, most: number, terminal: Pick<Terminal, 'note'>): Promise<Result<string>> {
  const opened = await openText(file)
  if (!opened.ok) return opened
  return whileReading(file, async () => {
    let text = ''
    for await (const piece of opened.value.pieces) {
      text += piece
      if (text.length > most) break
    }
    // Of a file that is too large to be one of ours, whoever asked says so.
    if (text.length <= most) for (const problem of opened.value.problems()) terminal.note(problem)
    return success(text)
  })
}

/** Runs what reads the file; a file that stops being readable half way is the reader's problem too, not a crash. */
export async function whileReading<T>(file: string, read: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await read()
  } catch (error) {
    if (!isSystemError(error)) throw error
    return failure(unreadable(file, reasonOf(error)))
  }
}

const unreadable = (file: string, reason: string): Problem => ({
  code: 'file-unreadable',
  message: `${file} cannot be read: ${reason}.`,
  remedy: 'Check the name, and that you may read it.',
})

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
}

export function reasonOf(error: unknown): string {
  if (!isSystemError(error)) return String(error)
  return reasons[error.code ?? ''] ?? error.code ?? error.message
}
