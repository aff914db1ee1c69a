/** Files from outside: opened, streamed as text, and refused in words where the system refuses. `-` is standard input. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import process from 'node:process'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'

/** Text of a file in pieces, so that its size does not matter. */
export async function openText(file: string): Promise<Result<AsyncIterable<string>>> {
  if (file === '-') {
    process.stdin.setEncoding('utf8')
    return success(process.stdin as AsyncIterable<string>)
  }
  try {
    const { isDirectory } = await stat(file).then((found) => ({ isDirectory: found.isDirectory() }))
    if (isDirectory) return failure(unreadable(file, 'it is a folder'))
    return success(createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 }))
  } catch (error) {
    return failure(unreadable(file, reasonOf(error)))
  }
}

/** A whole small file; reading stops soon after `most` characters, since no more is wanted of it. */
export async function readText(file: string, most: number): Promise<Result<string>> {
  const opened = await openText(file)
  if (!opened.ok) return opened
  return whileReading(file, async () => {
    let text = ''
    for await (const piece of opened.value) {
      text += piece
      if (text.length > most) break
    }
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
