/**
 * Plain records: what documents and patches are made of. Every walk over text from outside goes through these three
 * questions, so that a key like `__proto__` or a tower of 10,000 objects is refused in one place.
 */

/** A tree deeper than this is no experiment: the deepest setting known lies 6 levels down. */
export const DEEPEST = 32

export type PlainRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys that change what an object is instead of what it holds. */
export function isSafeKey(key: string): boolean {
  return key !== '__proto__' && key !== 'constructor' && key !== 'prototype'
}

/** The own value of a key; `toString` and its like are not own and read as undefined. */
export function own(record: unknown, key: string): unknown {
  return isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined
}

/** Equal as JSON would see it, keys in any order. Below `DEEPEST` only identical values count as equal. */
export function isSame(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true
  if (depth >= DEEPEST) return false
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => isSame(item, b[i], depth + 1))
  }
  if (!isRecord(a) || !isRecord(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key], depth + 1))
  )
}
