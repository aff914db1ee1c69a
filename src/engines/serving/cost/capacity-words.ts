/** How sizes are written in facts and problems about memory: gigabytes of 10^9 with one decimal, thousands with commas. */
import type { Bytes } from '../../../kernel/units.ts'

export const gigabytes = (bytes: Bytes): string => `${(bytes / 1e9).toFixed(1)} GB`

/** 1234567 is 1,234,567: by hand, since the language's own grouping differs between engines. */
export function grouped(count: number): string {
  const digits = String(Math.round(count))
  let text = ''
  for (let i = 0; i < digits.length; i++) {
    const left = digits.length - i
    text += (i > 0 && left % 3 === 0 && digits[i - 1] !== '-' ? ',' : '') + digits[i]
  }
  return text
}
