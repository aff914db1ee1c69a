/**
 * A regular expression as the atoms of its sequences: which characters each takes, how often, and what it must be followed by.
 * As much of the syntax as src uses; what is not known throws, so that nothing is passed over.
 */

/** Every ASCII character, and some of the others: sets are compared by what they take of these. */
const ALPHABET = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), 'é', '中', '\u2028', '\ud800']

export interface Atom {
  /** Characters of the alphabet that it takes; empty for an assertion. */
  readonly set: ReadonlySet<string>
  readonly min: number
  readonly max: number
  /** `start` and `end` of the text or a line, or another assertion. */
  readonly assertion: 'start' | 'end' | 'other' | null
}
export type Sequence = readonly Atom[]

const OTHER: Atom = { set: new Set(), min: 1, max: 1, assertion: 'other' }

export interface Sequences {
  /** Every sequence that the expression tries, alternatives of groups written out. */
  readonly whole: readonly Sequence[]
  /** Those of lookarounds, which are tried wherever the search stands. */
  readonly looks: readonly Sequence[]
  /** What repeats as a whole and has a repetition inside, twice over. */
  readonly nested: readonly Sequence[]
}

export function sequencesOf(source: string, flags: string): Sequences {
  const looks: Sequence[] = []
  const nested: Sequence[] = []
  let at = 0

  function alternatives(): Sequence[] {
    const all = [sequence()]
    while (source[at] === '|') {
      at++
      all.push(sequence())
    }
    return all.flat()
  }

  function sequence(): Sequence[] {
    let open: Sequence[] = [[]]
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const next = item()
      open = open.flatMap((before) => next.map((after) => [...before, ...after]))
      if (open.length > 4096) throw new Error(`too many alternatives in /${source}/`)
    }
    return open
  }

  function item(): Sequence[] {
    const lead = source[at]
    if (lead === '^' || lead === '$') {
      at++
      return [[{ set: new Set(), min: 1, max: 1, assertion: lead === '^' ? 'start' : 'end' }]]
    }
    if (lead === '(') return group()
    if (lead === '\\' && /[bB]/.test(source[at + 1])) {
      at += 2
      return [[{ set: new Set(), min: 0, max: 1, assertion: 'other' }]]
    }
    const set = setOf(atomText())
    return [[{ set, ...quantifier(), assertion: null }]]
  }

  function group(): Sequence[] {
    const kind = /^\((\?(:|=|!|<=|<!|<\w+>))?/.exec(source.slice(at)) as RegExpExecArray
    at += kind[0].length
    const inside = alternatives()
    if (source[at++] !== ')') throw new Error(`/${source}/ has no end of a group at ${at}`)
    if (/[=!]$/.test(kind[0])) {
      looks.push(...inside)
      return [[OTHER]]
    }
    const { min, max } = quantifier()
    if (max === 1) return min === 1 ? inside : [[], ...inside]
    // Repeated as a whole: one atom that takes what any of its parts takes. What repeats inside, repeats by itself.
    for (const one of inside) {
      if (max > 1 && one.some((part) => part.max === Infinity)) nested.push([...one, ...one, OTHER])
    }
    const set = new Set(inside.flatMap((one) => one.flatMap((part) => [...part.set])))
    return [[{ set, min, max, assertion: null }]]
  }

  function atomText(): string {
    const begin = at
    if (source[at] === '[') {
      for (at++; source[at] !== ']'; at++) if (source[at] === '\\') at++
      at++
    } else if (source[at] === '\\') {
      const escaped = /^\\(u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|.)/.exec(
        source.slice(at),
      ) as RegExpExecArray
      if (/\\[1-9k]/.test(escaped[0])) throw new Error(`/${source}/ refers back`)
      at += escaped[0].length
    } else at += source.codePointAt(at) === source.charCodeAt(at) ? 1 : 2
    return source.slice(begin, at)
  }

  function quantifier(): { readonly min: number; readonly max: number } {
    const found = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(source.slice(at))
    if (!found) return { min: 1, max: 1 }
    at += found[0].length
    const [, sign, from, more, to] = found
    if (sign) return { min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity }
    return { min: Number(from), max: more === undefined ? Number(from) : to === '' ? Infinity : Number(to) }
  }

  function setOf(atom: string): ReadonlySet<string> {
    const pattern = new RegExp(`^(?:${atom})$`, flags.replace(/[gmy]/g, ''))
    return new Set(ALPHABET.filter((character) => pattern.test(character)))
  }

  const whole = alternatives()
  if (at < source.length) throw new Error(`/${source}/ was read to ${at} only`)
  return { whole, looks, nested }
}
