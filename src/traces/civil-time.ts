/**
 * Dates and times of day as traces write them, `2023-11-16 18:17:03.9799600` or `2024-05-10T00:00:00.009930+00:00`, in ticks of
 * 100 ns (seven decimals) since a midnight ten years before the first date a clock has seen: rows of earlier days stay positive.
 *
 * Whole ticks, and not seconds since 1970: a double at 1.7e9 s has steps of 2.4e-7 s and would blur the seventh decimal.
 * Days by the civil calendar (Gregorian, no leap seconds). Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
 */
export const TICKS_PER_SECOND = 10_000_000
const TICKS_PER_DAY = 86_400 * TICKS_PER_SECOND

const CIVIL = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Text to ticks, from an origin of the clock's own; NaN for what is no date and time. */
export type CivilClock = (text: string) => number

/** Ten years of days. Exact up to 2^53 ticks, which is 28.5 years: rows may be 18 years later than the first. */
const DAYS_BEFORE = 3652

export function createCivilClock(): CivilClock {
  let origin = Number.NaN // day
  return (text) => {
    const parts = CIVIL.exec(text)
    if (parts === null) return Number.NaN
    const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(parts[i]))
    if (month < 1 || month > 12 || day < 1 || day > DAYS_OF_MONTH[month - 1]) return Number.NaN
    if (hour > 23 || minute > 59 || second > 60) return Number.NaN
    const date = daysFromCivil(year, month, day)
    if (Number.isNaN(origin)) origin = date - DAYS_BEFORE
    const fraction = Number((parts[7] ?? '').slice(0, 7).padEnd(7, '0'))
    const seconds = hour * 3600 + minute * 60 + second - offsetSeconds(parts[8])
    return (date - origin) * TICKS_PER_DAY + seconds * TICKS_PER_SECOND + fraction
  }
}

/** Days since 1970-01-01: 2000-03-01 is 11,017. Years begin in March, so that the leap day is the last. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Seconds east of UTC: `+02:00` is 7,200; no zone and `Z` are 0. */
function offsetSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const digits = zone.replace(':', '')
  const seconds = Number(digits.slice(1, 3)) * 3600 + Number(digits.slice(3, 5)) * 60
  return digits.startsWith('-') ? -seconds : seconds
}
