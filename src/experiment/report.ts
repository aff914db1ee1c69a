/**
 * The notes taken while a document is read. Everything wrong in a link or file is mended on the spot and told: which
 * key, what was wrong with it, what is used instead. All are notices, because what remains always runs.
 */
import type { Problem } from '../kernel/problem.ts'

/** More lines nobody reads; a hostile link of 10 MB must not become a list of 100,000 problems. */
export const MOST_PROBLEMS = 40

export interface Report {
  /** One sentence on what is wrong, one on what is used instead. */
  note(code: string, path: string, message: string, instead: string): void
  readonly problems: readonly Problem[]
}

export function createReport(): Report {
  const problems: Problem[] = []
  let left = 0
  return {
    note(code, path, message, instead) {
      if (problems.length < MOST_PROBLEMS) {
        problems.push({ code, message: `${message} ${instead}`, remedy: remedyOf(code), path, severity: 'notice' })
        return
      }
      left++
      problems[MOST_PROBLEMS] = {
        code: 'more-problems',
        message: `${left} more ${left === 1 ? 'problem was' : 'problems were'} found and mended in the same way.`,
        remedy: 'Ask for the link or file again: this one is badly damaged.',
        severity: 'notice',
      }
    },
    problems,
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  'key-unknown': 'Check the spelling against the setup form, or reload the page to get its newest version.',
  'value-unfit': 'Set it in the form; the address follows.',
  'key-twice': 'Leave one of the two in the link.',
  'version-newer': 'Reload the page to get its newest version, then open the link again.',
  'text-damaged': 'Copy the link again from where it came from: programs sometimes break long ones.',
  'too-large': 'Save the experiment as a file and share that.',
}

const remedyOf = (code: string): string => REMEDIES[code] ?? 'Set it on the page; what is there now is safe to run.'

/** A value as a message shows it: short, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? 'nothing')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
