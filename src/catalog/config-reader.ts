/**
 * Reads figures from a config.json of any family: the first alias that is there counts, a figure outside its range is a
 * problem, and all problems are gathered so that a person sees them at once.
 */
import type { Problem } from '../kernel/problem.ts'

export type ConfigObject = Readonly<Record<string, unknown>>

/** A figure of the model: the names families give it, first the commonest, and its range. */
export interface Figure {
  readonly label: string
  readonly keys: readonly string[]
  readonly least: number
  readonly most: number
}

export interface ConfigReader {
  readonly problems: Problem[]
  /** The figure, or null when no alias is there (JSON null counts as not there). Out of range: a problem, and null. */
  optional(figure: Figure): number | null
  /** The same, but its absence is a problem; NaN then, for the caller to check `problems` before use. */
  required(figure: Figure): number
  flag(key: string, absent: boolean): boolean
  text(key: string): string
  /** A list of words, e.g. `layer_types`; null when there is none. */
  words(key: string): readonly string[] | null
  list(key: string): readonly unknown[] | null
}

export const isObject = (value: unknown): value is ConfigObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Own properties only: a key called `constructor` or `__proto__` finds nothing it should not. */
const own = (object: ConfigObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined)

/** `attn_config.kv_n_heads` reads the nested key. */
function lookUp(object: ConfigObject, path: string): unknown {
  let value: unknown = object
  for (const key of path.split('.')) value = isObject(value) ? own(value, key) : undefined
  return value === null ? undefined : value
}

export function createConfigReader(config: ConfigObject): ConfigReader {
  const problems: Problem[] = []
  const optional = ({ keys, least, most, label }: Figure): number | null => {
    for (const key of keys) {
      const value = lookUp(config, key)
      if (value === undefined) continue
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
      problems.push({
        code: 'config-value-out-of-range',
        message: `${label}: ${key} is ${shown(value)}.`,
        remedy: `Give a whole number from ${least} to ${most}.`,
        path: `setup.model`,
      })
      return null
    }
    return null
  }
  return {
    problems,
    optional,
    required(figure) {
      const before = problems.length
      const value = optional(figure)
      if (value !== null) return value
      if (problems.length === before) {
        problems.push({
          code: 'config-key-missing',
          message: `${figure.label} is not given: none of ${figure.keys.join(', ')} is in this config.json.`,
          remedy: `Add "${figure.keys[0]}" with a whole number.`,
          path: 'setup.model',
        })
      }
      return Number.NaN
    },
    flag(key, absent) {
      const value = lookUp(config, key)
      return typeof value === 'boolean' ? value : absent
    },
    text(key) {
      const value = lookUp(config, key)
      return typeof value === 'string' ? value : ''
    },
    words(key) {
      const value = lookUp(config, key)
      return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : null
    },
    list(key) {
      const value = lookUp(config, key)
      return Array.isArray(value) ? value : null
    },
  }
}

/** A wrong value in a sentence, never longer than a line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
