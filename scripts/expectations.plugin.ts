/**
 * A test that cannot fail, caught where it is read: the test runner refuses an expectation that says nothing (and a test that is
 * to be fast), and marks the others, so that `test/asked.ts` can tell after each file which of them were never asked.
 *
 * The marker goes around the first argument, on the same line: `expect(x)` becomes `expect(__asked(3, x))`.
 */
import type { Plugin } from 'vite'
import { expectationsOf, limitsOf, mocksOf } from './expectations.ts'

export function expectations(): Plugin {
  return {
    name: 'expectations',
    // Before types are stripped: lines are those of the file.
    enforce: 'pre',
    transform(text, id) {
      if (!/\.(test|e2e)\.tsx?$/.test(id)) return null
      return { code: marked(id, text), map: null }
    },
  }
}

/** Properties draw from one seed: what fails once fails again, on any desk. LAWS_SEED tries others. */
const SEEDED = `
;import { configureGlobal as __configure } from 'fast-check'
;__configure({ seed: Number(process.env.LAWS_SEED ?? 1) })`

/** The file with every expectation marked by its line, and the list of those lines at its end. */
export function marked(path: string, text: string): string {
  const all = expectationsOf(path, text)
  const problems = [
    ...all.flatMap(({ line, fault }) => (fault === null ? [] : [`${path}:${line}: the expectation ${fault}`])),
    ...limitsOf(path, text).map(
      (line) => `${path}:${line}: a limit of its own; the one for hangs is in vite.config.ts`,
    ),
    ...mocksOf(path, text).map((line) => `${path}:${line}: mocks a module, which other files share: hand it in`),
  ]
  if (problems.length > 0) throw new Error(problems.join('\n'))
  // By place, since an expectation may stand inside the argument of another; no two markers share a place.
  const markers = all
    .flatMap(({ start, end }, number) => [
      { at: start, marker: `__asked(${number}, ` },
      { at: end, marker: ')' },
    ])
    .toSorted((a, b) => a.at - b.at)
  const pieces = markers.map(({ at, marker }, i) => text.slice(markers[i - 1]?.at ?? 0, at) + marker)
  const rest = text.slice(markers.at(-1)?.at ?? 0)
  return `${pieces.join('')}${rest}${text.includes("from 'fast-check'") ? SEEDED : ''}\n;__written(${JSON.stringify(all.map(({ line }) => line))})\n`
}
