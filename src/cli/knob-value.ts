/** Whether a value fits a knob. The page's fields cannot hold a wrong one; here anything can be typed. */
import type { Field } from '../kernel/description.ts'
import { didYouMean } from '../kernel/near-matches.ts'
import { type Problem, unreachable } from '../kernel/problem.ts'

/** Null where it fits. `said` is the path as it was typed. */
export function valueProblem(field: Field, said: string, value: unknown): Problem | null {
  const unfit = (what: string, remedy: string): Problem => ({
    code: 'value-unfit',
    message: `${said} cannot be ${shown(value)}: ${what}.`,
    remedy,
    path: field.path,
  })
  switch (field.kind) {
    case 'number': {
      const range = `${field.min} to ${field.max}${field.unit ? ` ${field.unit}` : ''}`
      const kind = field.integer ? 'a whole number' : 'a number'
      const isKind = typeof value === 'number' && (!field.integer || Number.isInteger(value))
      if (isKind && value >= field.min && value <= field.max) return null
      return unfit(`it is ${kind} from ${range}`, `Choose ${kind} in that range.`)
    }
    case 'toggle':
      return typeof value === 'boolean' ? null : unfit('it is on or off', 'Write true or false.')
    case 'select': {
      const ids = field.options.map((option) => option.value)
      return ids.includes(String(value)) ? null : unfit('it is one of a list', oneOf(String(value), ids))
    }
    case 'text':
      return typeof value === 'string' && value.length <= field.maxLength
        ? null
        : unfit(`it is a text of at most ${field.maxLength} characters`, 'Write a shorter one.')
    case 'choice': {
      const ids = field.options.map((option) => option.id)
      // A whole node, { id, knobs }, is judged by the engine.
      if (typeof value === 'object' && value !== null) return null
      return ids.includes(String(value)) ? null : unfit('there is none of that name', oneOf(String(value), ids))
    }
    default:
      return unreachable(field)
  }
}

/** Lists of algorithms and models have up to 20 names: all fit into the line. */
const oneOf = (typed: string, ids: readonly string[]): string =>
  `${didYouMean(typed, ids)}Use one of ${ids.join(', ')}.`

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? 'nothing')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
