/**
 * The beginning of a file, as kinds look at it to recognise their own: its text, the fields of its first line, the JSON that it begins with.
 * Each is made once, when the first kind asks.
 */
import { fieldsOf, separatorOf } from '../delimited.ts'
import { jsonBeginning } from './json-beginning.ts'

/** Characters that are looked at. */
export const HEAD = 65_536

export type JsonObject = Readonly<Record<string, unknown>>

export class Head {
  /** Without a byte-order mark. */
  readonly text: string
  private header: readonly string[] | undefined
  private json: { readonly value: unknown } | undefined

  constructor(text: string) {
    this.text = text.replace(/^\uFEFF/, '')
  }

  /** Fields of the first line that is not blank: the header of a delimited file. */
  get fields(): readonly string[] {
    this.header ??= headerOf(this.text)
    return this.header
  }

  /** What the JSON begins with; undefined where there is none. */
  get value(): unknown {
    this.json ??= { value: jsonBeginning(this.text) }
    return this.json.value
  }

  /** The object that the file is, or its first line; null where it is none. */
  get object(): JsonObject | null {
    return isObject(this.value) ? this.value : null
  }

  /** The same, or the first of a list of objects. */
  get first(): JsonObject | null {
    const first: unknown = Array.isArray(this.value) ? this.value[0] : this.value
    return isObject(first) ? first : null
  }
}

/** The head of a text of which more may follow: a text that is long enough is cut to whole lines, so that pieces do not change the answer. */
export function headOf(text: string): Head {
  const cut = text.length >= HEAD ? text.slice(0, Math.max(text.lastIndexOf('\n', HEAD - 1), 0) || HEAD) : text
  return new Head(cut)
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const hasAll = (object: JsonObject | null, keys: readonly string[]): boolean =>
  object !== null && keys.every((key) => Object.hasOwn(object, key))

function headerOf(text: string): readonly string[] {
  const line = text.split('\n', 64).find((one) => one.trim() !== '') ?? ''
  return fieldsOf(line, separatorOf(line))
}
