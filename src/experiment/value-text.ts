/**
 * Values as people write them in links and on the command line: 12.5, true, prefill-first, 1~2~4.
 *
 * A text that would be read as something else carries a mark in front: '12 is the word “12”, not the number.
 * What no short form fits (records, lists of lists, texts with ~) is written as JSON, which starts with {, [ or ".
 *
 * Law: parseValue(writeValue(value)) = value for everything JSON can hold.
 */
import { canonicalJson } from './canonical.ts'

/** JSON's numbers, with a leading + or zeros refused: 007 and +1 stay words. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i

export function writeValue(value: unknown): string {
  if (Array.isArray(value)) return writeList(value)
  return writeScalar(value) ?? canonicalJson(value) ?? 'null'
}

export function parseValue(text: string): unknown {
  if (/^[[{"]/.test(text)) return parseJson(text)
  if (!text.includes('~')) return parseScalar(text)
  // A list of one is marked by a ~ behind it, the empty list is the ~ alone.
  const items = text === '~' ? [] : (text.endsWith('~') ? text.slice(0, -1) : text).split('~')
  return items.map(parseScalar)
}

/** Shortest form that reads back as the same number; 1e+21 loses its plus, which means a space in a link. */
function writeNumber(value: number): string {
  return String(value).replace('e+', 'e')
}

function writeList(list: readonly unknown[]): string {
  const items = list.map(writeScalar)
  if (items.some((item) => item === null || /^[[{"]/.test(item))) return canonicalJson(list)
  return items.length > 1 ? items.join('~') : `${items.join('')}~`
}

/** Null where only JSON will do. */
function writeScalar(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return writeNumber(value)
  if (typeof value === 'boolean' || value === null) return String(value)
  if (typeof value !== 'string' || value.includes('~')) return null
  const isBare = value !== '' && !/^[[{"']/.test(value) && typeof parseScalar(value) === 'string'
  return isBare ? value : `'${value}`
}

function parseScalar(text: string): unknown {
  if (text.startsWith("'")) return text.slice(1)
  if (text === 'true') return true
  if (text === 'false') return false
  if (text === 'null') return null
  // 1e999 would become Infinity, which no setting holds: it stays a word and is told as one.
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : text
}

/** Broken JSON is a word like any other; whoever expects a record then says so. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
