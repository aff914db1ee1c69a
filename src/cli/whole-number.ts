/** Whole numbers among the options, and what is said of what is none. */
import type { Problem } from '../kernel/problem.ts'

export const wholeNumber = (text: string): number | null =>
  /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null

export const notWhole = (option: string, text: string): Problem => ({
  code: 'option-unfit',
  message: `${option} is “${text}”, which is no whole number.`,
  remedy: `Write for example ${option} 7.`,
})
