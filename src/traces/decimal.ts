/**
 * Decimal numbers out of a line without cutting it up: a trace of 100 MB holds some eight million of them.
 *
 * Digits and at most 22 decimals of a mantissa below 2^53 give m / 10^k, both exact, so one division rounds correctly: the same
 * number as Number() gives. Anything else that is a plain decimal goes to Number(); what is none is NaN (Number() itself takes
 * '', ' ' and '0x10').
 */
const POWERS_OF_TEN = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
] as const
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** The number in line[start, end), NaN where there is none. */
export function parseDecimal(line: string, start: number, end: number): number {
  let mantissa = 0
  let decimals = -1 // digits after the point, −1 before it
  for (let at = start; at < end; at++) {
    const code = line.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48)
      if (decimals >= 0) decimals++
    } else if (code === 46 && decimals < 0) decimals = 0
    else return parseSlowly(line, start, end)
  }
  const digits = end - start - (decimals < 0 ? 0 : 1)
  if (digits < 1) return Number.NaN
  if (mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return parseSlowly(line, start, end)
  return decimals <= 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals]
}

function parseSlowly(line: string, start: number, end: number): number {
  const text = line.slice(start, end)
  return DECIMAL.test(text) ? Number(text) : Number.NaN
}
