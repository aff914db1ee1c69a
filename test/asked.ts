/**
 * Runs before every test file: what passes there must have been able to fail. A file whose tests all passed has asked every
 * expectation that is written in it (one in a loop over nothing, in a callback that nobody calls or behind a condition that is
 * never true fails the file), and no pattern in it fits every text (fits-anything.ts). That each test asks at least one is vitest's own
 * `requireAssertions`.
 */
import { afterAll, beforeEach, type RunnerTask, type RunnerTestFile } from 'vitest'
import { openManifests } from '../src/engines/registry.ts'
import './fits-anything.ts'

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
