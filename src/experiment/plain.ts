/**
 * Foreign data made plain: own keys only, no key that changes prototypes, no tower of objects, no number JSON cannot
 * hold, no half of a surrogate pair. After this, no later step has to be afraid of what a document holds.
 */

import { DEEPEST, isRecord, isSafeKey } from './record.ts'
import type { Report } from './report.ts'

/** Values in a whole document. The richest preset has under 200; an arm or event adds a few. */
const MOST_VALUES = 20_000

/** A deep copy with everything unfit left out and reported. */
export function plain(value: unknown, report: Report): unknown {
  return copy(value, '', { report, left: { values: MOST_VALUES }, depth: 0 })
}

interface Walk {
  readonly report: Report
  readonly left: { values: number }
  readonly depth: number
}

function copy(value: unknown, path: string, walk: Walk): unknown {
  if (--walk.left.values < 0) {
    const message = `The document has more than 20,000 values.`
    if (walk.left.values === -1) walk.report.note('too-large', path, message, `What follows “${path}” was left out.`)
    return undefined
  }
  if (typeof value === 'string') return wellFormed(value)
  // −0 becomes 0: JSON does not tell them apart.
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value
  if (typeof value === 'boolean' || value === null || value === undefined) return value
  if (walk.depth >= DEEPEST) {
    walk.report.note('value-unfit', path, `“${short(path)}” lies more than ${DEEPEST} levels deep.`, 'It was left out.')
    return undefined
  }
  const inner = { ...walk, depth: walk.depth + 1 }
  if (Array.isArray(value)) {
    return value.map((item, i) => copy(item, `${path}.${i}`, inner)).filter((item) => item !== undefined)
  }
  if (!isRecord(value)) {
    walk.report.note('value-unfit', path, `“${short(path)}” is no number, word, list or record.`, 'It was left out.')
    return undefined
  }
  const record: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const name = path === '' ? key : `${path}.${key}`
    if (!isSafeKey(key)) {
      walk.report.note(
        'key-unknown',
        short(name),
        `The key “${short(name)}” names nothing in an experiment.`,
        'It was left out.',
      )
      continue
    }
    const kept = copy(value[key], name, inner)
    if (kept !== undefined) record[wellFormed(key)] = kept
  }
  return record
}

const short = (path: string): string => (path.length > 80 ? `${path.slice(0, 77)}…` : path)

/** Half a surrogate pair cannot be written as UTF-8; it becomes the replacement character, as everywhere else. */
export function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}
