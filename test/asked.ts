/**
 * Runs before every test file: what passes there must have been able to fail. A file whose tests all passed has asked every
 * expectation that is written in it (one in a loop over nothing, in a callback that nobody calls or behind a condition that is
 * never true fails the file), and no pattern in it fits every text. That each test asks at least one is vitest's own
 * `requireAssertions`.
 */
import { afterAll, beforeEach, chai, type RunnerTask, type RunnerTestFile } from 'vitest'
import { openManifests } from '../src/engines/registry.ts'

// Links of any engine are read at once in tests, as in the library; that the page opens them first is tested in a browser.
await openManifests()

declare global {
  /** Notes that expectation `number` of the file is asked now. */
  var __asked: <T>(number: number, value: T) => T
  /** The lines of a file's expectations, by their number. */
  var __written: (lines: readonly number[]) => void
}

let file: RunnerTestFile | null = null
let written: readonly number[] = []
const asked = new Set<number>()

globalThis.__written = (lines) => {
  written = lines
}
globalThis.__asked = (number, value) => {
  asked.add(number)
  return value
}

beforeEach(({ task }) => {
  file = task.file
})

afterAll(() => {
  // Tests chosen by name, one left out for want of data or of a browser, one that stopped at its failure: no word.
  if (file === null || !allTestsPassed(file.tasks)) return
  const never = written.filter((_, number) => !asked.has(number))
  if (never.length > 0)
    throw new Error(`${file.name}: never asked, so they cannot fail: the expectations of line ${never.join(', ')}`)
})

const allTestsPassed = (tasks: readonly RunnerTask[]): boolean =>
  tasks.every((task) => (task.type === 'suite' ? allTestsPassed(task.tasks) : task.result?.state === 'pass'))

for (const matcher of ['toMatch', 'toContain'])
  chai.util.overwriteMethod(
    chai.Assertion.prototype,
    matcher,
    (matches: (...args: readonly unknown[]) => unknown) =>
      function (this: unknown, ...args: readonly unknown[]) {
        if (fitsAnything(args[0])) throw new Error(`${matcher}(${String(args[0])}) fits every text`)
        return matches.apply(this, [...args])
      },
  )

/** Whether a text or pattern is found in an empty text as well as in one that nobody would write. */
function fitsAnything(pattern: unknown): boolean {
  if (pattern instanceof RegExp) return ['', '\u0001 Qz9~\n\u6f22'].every((text) => new RegExp(pattern).test(text))
  return pattern === ''
}
