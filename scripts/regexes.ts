/**
 * Regular expressions whose time grows faster than the text: a search that walks over the same run of characters again from each of
 * its places. 10,000 blank lines before a benchmark took 133 ms, 20,000 took 330. Every literal of src is looked at (test/scripts).
 *
 * Two shapes are told, both with something behind that can fail:
 *   restart   `\s*x`, `a[^\n]*b`: nothing before the repeated part keeps the search from beginning again inside its run
 *   overlap   `\d+\.?\d*$`: two repeated parts share a run, and every way of dividing it is tried
 */
import { type Sequence, sequencesOf } from './regexes.parse.ts'
import { isCode, type SourceFiles } from './source-files.ts'
import { lineAt, parseSource, walk } from './syntax-tree.ts'

/** What is wrong with an expression, or null. */
export function slowness(source: string, flags: string): 'restart' | 'overlap' | null {
  const { whole, looks, nested } = sequencesOf(source, flags)
  const isMultiline = flags.includes('m')
  for (const sequence of [...whole, ...looks]) {
    if (sequence.some((_, i) => restarts(sequence, i))) return 'restart'
  }
  for (const sequence of [...whole, ...looks, ...nested]) {
    if (sequence.some((_, i) => overlaps(sequence, i))) return 'overlap'
  }
  return null

  function restarts(sequence: Sequence, i: number): boolean {
    if (sequence[i].max < Number.POSITIVE_INFINITY || !canFailAfter(sequence, i)) return false
    const isAnchored = flags.includes('y') || (sequence[0].assertion === 'start' && !isMultiline)
    if (isAnchored) return false
    const isAfterLine = sequence[0].assertion === 'start' && !sequence[i].set.has('\n')
    return !isAfterLine && !sequence.slice(0, i).some((before) => before.min > 0 && isApart(before, sequence[i]))
  }
}

function overlaps(sequence: Sequence, i: number): boolean {
  if (sequence[i].max < Number.POSITIVE_INFINITY) return false
  for (let k = i + 1; k < sequence.length; k++) {
    if (sequence[k].max < Number.POSITIVE_INFINITY || isApart(sequence[i], sequence[k])) continue
    if (!canFailAfter(sequence, k)) continue
    const between = sequence.slice(i + 1, k)
    const isDivided = between.some(
      (part) => part.min > 0 && part.assertion === null && (isApart(part, sequence[i]) || isApart(part, sequence[k])),
    )
    if (!isDivided) return true
  }
  return false
}

const canFailAfter = (sequence: Sequence, i: number): boolean =>
  sequence.slice(i + 1).some(({ min, assertion }) => min > 0 || assertion !== null)

const isApart = (one: Sequence[number], other: Sequence[number]): boolean =>
  one.assertion === null && ![...one.set].some((character) => other.set.has(character))

export const slownessOf = ({ source, flags }: RegExp): 'restart' | 'overlap' | null => slowness(source, flags)

export interface SlowRegex {
  readonly file: string
  readonly line: number
  readonly source: string
  readonly why: string
}

/** Those of all literals of the files, and every expression that is made of a string: nobody can look at it. */
export function slowRegexes(files: SourceFiles): { readonly found: number; readonly slow: readonly SlowRegex[] } {
  const slow: SlowRegex[] = []
  let found = 0
  for (const [file, text] of files) {
    if (!isCode(file)) continue
    walk(parseSource(file, text), (node) => {
      const { regex, callee } = node as { regex?: { pattern: string; flags: string }; callee?: { name?: string } }
      const line = lineAt(text, node.start)
      if (regex !== undefined) {
        found++
        const why = slowness(regex.pattern, regex.flags)
        if (why !== null) slow.push({ file, line, source: `/${regex.pattern}/${regex.flags}`, why })
      } else if (callee?.name === 'RegExp') slow.push({ file, line, source: 'RegExp(…)', why: 'made of a string' })
      return undefined
    })
  }
  return { found, slow }
}
