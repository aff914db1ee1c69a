/**
 * Fields of a line of comma-, semicolon- or tab-separated values, as bounds instead of strings. A quoted field may hold
 * separators (not line ends); quotes and blanks around a field are left out.
 */
export const MOST_COLUMNS = 256

/** The separator of a header: the one of the three that occurs most, comma on a tie. */
export function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length
  const [comma, semicolon, tab] = [count(','), count(';'), count('\t')]
  return tab > comma && tab >= semicolon ? '\t' : semicolon > comma ? ';' : ','
}

/**
 * Writes the bounds of field i to bounds[2 i] and bounds[2 i + 1]; answers the number of fields. Past bounds.length / 2 fields they are
 * counted and not written.
 */
export function splitFields(line: string, separator: string, bounds: Int32Array): number {
  const separatorCode = separator.charCodeAt(0)
  let count = 0
  let start = 0
  let isQuoted = false
  for (let at = 0; at <= line.length; at++) {
    const code = at === line.length ? separatorCode : line.charCodeAt(at)
    if (code === 34) isQuoted = !isQuoted
    if (code !== separatorCode || (isQuoted && at < line.length)) continue
    if (2 * count < bounds.length) trimInto(line, start, at, bounds, count)
    count++
    start = at + 1
  }
  return count
}

function trimInto(line: string, from: number, to: number, bounds: Int32Array, field: number): void {
  let start = from
  let end = to
  while (start < end && isPadding(line.charCodeAt(start))) start++
  while (end > start && isPadding(line.charCodeAt(end - 1))) end--
  bounds[2 * field] = start
  bounds[2 * field + 1] = end
}

/** Blank, tab, carriage return, quote. */
const isPadding = (code: number): boolean => code === 32 || code === 9 || code === 13 || code === 34

/** The fields as strings: for headers. */
export function fieldsOf(line: string, separator: string): readonly string[] {
  const bounds = new Int32Array(2 * MOST_COLUMNS)
  const count = Math.min(MOST_COLUMNS, splitFields(line, separator, bounds))
  return Array.from({ length: count }, (_, i) => line.slice(bounds[2 * i], bounds[2 * i + 1]))
}
