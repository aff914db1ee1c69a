/**
 * Mutations of a link, as people and chat programs make them and as an attacker would: letters lost, doubled or changed, keys
 * and values exchanged between links, numbers made absurd, packed bytes flipped, whole parts cut or repeated.
 * Numbered by a seed: the n-th mutation of a seed is always the same link.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import { fromBase64url, toBase64url } from '../src/experiment/base64url.ts'
import { dictionary } from '../src/experiment/packed.ts'

/** Uniform integers below `most`, by a xorshift of 32 bits: enough for choosing places, and the same everywhere. */
export type Dice = (most: number) => number

export function createDice(seed: number): Dice {
  let state = (seed * 2654435761 + 1) >>> 0 || 1
  return (most) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % Math.max(1, most)
  }
}

type Mutation = (link: string, other: string, dice: Dice) => string

const letters = [...'abz019.~=&?#%+-_/\\"\'<>{}[]|:;,*()^`', ' ', '\0', '\n', 'é', '☃', '😀', '\uD800', '\u202E']
const absurd = ['', '-1', '0', '1e308', '-1e308', 'NaN', 'Infinity', '1e-320', '99999999999999999999', 'null', 'true']
const hostile = ['__proto__', 'constructor', 'toString', 'setup', 'arms', 'v', 'z', 'prototype.x', 'a.b.c.d.e.f']

const pairsOf = (link: string): string[] => link.slice(link.indexOf('?') + 1).split('&')
const withPairs = (link: string, pairs: readonly string[]): string =>
  `${link.slice(0, link.indexOf('?') + 1)}${pairs.join('&')}`
const pick = <T>(list: readonly T[], dice: Dice): T => list[dice(list.length)]

/** One pair of the link changed by `change`. */
function changePair(link: string, dice: Dice, change: (key: string, value: string) => string): string {
  const pairs = pairsOf(link)
  const place = dice(pairs.length)
  const [key = '', ...value] = pairs[place].split('=')
  pairs[place] = change(key, value.join('='))
  return withPairs(link, pairs)
}

export const mutations: Readonly<Record<string, Mutation>> = {
  'letter lost': (link, _, dice) => {
    const at = dice(link.length)
    return link.slice(0, at) + link.slice(at + 1)
  },
  'letter changed': (link, _, dice) => {
    const at = dice(link.length)
    return link.slice(0, at) + pick(letters, dice) + link.slice(at + 1)
  },
  'letter put in': (link, _, dice) => {
    const at = dice(link.length)
    return link.slice(0, at) + pick(letters, dice) + link.slice(at)
  },
  'cut off': (link, _, dice) => link.slice(0, dice(link.length)),
  'two halves': (link, other, dice) => link.slice(0, dice(link.length)) + other.slice(dice(other.length)),
  'pair lost': (link, _, dice) => {
    const pairs = pairsOf(link)
    pairs.splice(dice(pairs.length), 1)
    return withPairs(link, pairs)
  },
  'pair twice': (link, _, dice) => `${link}&${pick(pairsOf(link), dice)}`,
  'pair of another link': (link, other, dice) => `${link}&${pick(pairsOf(other), dice)}`,
  'value of another link': (link, other, dice) =>
    changePair(link, dice, (key) => `${key}=${pick(pairsOf(other), dice).split('=')[1] ?? ''}`),
  'absurd value': (link, _, dice) => changePair(link, dice, (key) => `${key}=${pick(absurd, dice)}`),
  'hostile key': (link, _, dice) => changePair(link, dice, (_key, value) => `${pick(hostile, dice)}=${value}`),
  'hostile step in a key': (link, _, dice) =>
    changePair(link, dice, (key, value) => {
      const steps = key.split('.')
      steps.splice(dice(steps.length + 1), dice(2), pick(hostile, dice))
      return `${steps.join('.')}=${value}`
    }),
  'percent signs': (link, _, dice) => changePair(link, dice, (key, value) => `${key}=%${pick(letters, dice)}${value}%`),
  'very long value': (link, _, dice) => changePair(link, dice, (key, value) => `${key}=${`${value}~`.repeat(300)}`),
  'packed bytes flipped': (link, _, dice) => {
    const bytes = packedBytes(link)
    if (bytes.length === 0) return `${link}&z=${toBase64url(Uint8Array.from({ length: 40 }, () => dice(256)))}`
    for (let flips = 1 + dice(3); flips > 0; flips--) bytes[dice(bytes.length)] ^= 1 << dice(8)
    return `#/lab?v=1&z=${toBase64url(bytes)}`
  },
  'packed text changed': (link, _, dice) => {
    const text = unpacked(link)
    const at = dice(text.length)
    const changed = text.slice(0, at) + pick([...letters, ...absurd], dice) + text.slice(at + dice(4))
    return `#/lab?v=1&z=${toBase64url(deflateSync(strToU8(changed), { dictionary }))}`
  },
}

function packedBytes(link: string): Uint8Array {
  const z = pairsOf(link).find((pair) => pair.startsWith('z='))
  return (z && fromBase64url(z.slice(2))) || new Uint8Array(0)
}

/** The JSON in a packed link; that of a small document where the link is not packed. */
function unpacked(link: string): string {
  const bytes = packedBytes(link)
  try {
    if (bytes.length > 0) return strFromU8(inflateSync(bytes, { dictionary }))
  } catch {
    // Damaged by an earlier mutation: the small document will do.
  }
  return '{"setup":{"workload":{"knobs":{"rate":3}}},"arms":{"a":{},"b":{"scheduler":{"id":"static"}}},"view":{"t0":1}}'
}

export interface Mutated {
  readonly kind: string
  readonly link: string
}

/** The n-th mutation: one to three changes of one of the links. */
export function mutate(links: readonly string[], seed: number, n: number): Mutated {
  const dice = createDice(seed * 1_000_003 + n)
  for (let spin = 0; spin < 4; spin++) dice(2)
  const kinds = Object.keys(mutations)
  let link = pick(links, dice)
  let kind = ''
  for (let changes = 1 + dice(3); changes > 0; changes--) {
    kind = pick(kinds, dice)
    link = mutations[kind](link, pick(links, dice), dice)
  }
  return { kind, link }
}
