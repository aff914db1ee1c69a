/**
 * Standard output and standard error, seen from a command. Results go to standard output and nothing else does, so that a
 * pipe gets clean JSON; progress and notes go to standard error.
 */
import type { Problem } from '../kernel/problem.ts'

/** Where a program writes: a process is one. */
export interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
}

export interface Terminal {
  /** A result, written as it is. */
  write(text: string): void
  json(value: unknown): void
  /** What was mended or left out, and does not stop the command. */
  note(problem: Problem): void
  /** How far a run is; silent unless standard error is a terminal or --progress was given. */
  progress(text: string): void
  /** Ends the line of the progress. */
  endProgress(): void
}

/** A terminal redraws one line; a log file gets lines, and seldom. */
const REDRAW_MS = 100
const LOG_MS = 2000

export function createTerminal(wantsProgress: 'when-watched' | 'always', { stdout, stderr }: Streams): Terminal {
  const isWatched = stderr.isTTY === true
  const shows = isWatched || wantsProgress === 'always'
  let drawn = 0
  let width = 0
  const endProgress = (): void => {
    if (width > 0 && isWatched) stderr.write(`\r${' '.repeat(width)}\r`)
    width = 0
  }
  return {
    write: (text) => void stdout.write(text),
    json: (value) => void stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    note(problem) {
      endProgress()
      stderr.write(`tokenscope: note: ${oneLine(problem.message)}\n`)
    },
    progress(text) {
      const now = Date.now()
      if (!shows || now - drawn < (isWatched ? REDRAW_MS : LOG_MS)) return
      drawn = now
      stderr.write(isWatched ? `\r${text.padEnd(width)}` : `${text}\n`)
      width = Math.max(width, text.length)
    },
    endProgress,
  }
}

/** Most characters of a line of bad news: a hostile name or value must not fill the screen. */
const LONGEST = 600

/** A problem as one line: what is wrong, and what to do. Control characters of files and arguments do not reach the terminal. */
export function lineOf({ message, remedy }: Problem): string {
  return oneLine(`${message} ${remedy}`)
}

function oneLine(text: string): string {
  const clean = Array.from(text, (letter) => (isControl(letter) ? ' ' : letter)).join('')
  const line = clean.replace(/ +/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

const isControl = (letter: string): boolean => letter < ' ' || (letter >= '\u007f' && letter <= '\u009f')
