/**
 * A text or pattern that fits every text says nothing: whoever expects it fails. A module of its own, since test files that share a
 * worker share modules: matchers are wrapped once, and not once more by each file.
 */
import { chai } from 'vitest'

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
