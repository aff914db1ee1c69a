/**
 * One text per document: JSON with sorted keys, so that equal experiments are equal files and diffs of files are short.
 * Arms and sweep axes keep their order, because there the first one means something: baseline, horizontal axis.
 */
import { DEEPEST, isRecord } from './record.ts'

const ORDERED = new Set(['arms', 'axes'])

/** Compact by default; with an indent one line a value, for files. */
export function canonicalJson(value: unknown, indent = 0): string {
  return JSON.stringify(sorted(value, '', 0), null, indent)
}

function sorted(value: unknown, key: string, depth: number): unknown {
  if (depth > DEEPEST) return value
  if (Array.isArray(value)) return value.map((item) => sorted(item, '', depth + 1))
  if (!isRecord(value)) return value
  const keys = ORDERED.has(key) ? Object.keys(value) : Object.keys(value).sort()
  return Object.fromEntries(keys.map((name) => [name, sorted(value[name], name, depth + 1)]))
}
