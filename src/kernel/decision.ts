/**
 * Decisions with a name. What an algorithm decides stands as functions in one object that it exports and asks through, so that a check
 * can put another answer in place of one and see who notices.
 *
 * Any answer of a decision's kind is legal: what must hold whatever is decided (memory, slots, order of time) is the engine's to keep.
 */
import { createDraws } from './draws.ts'

/** `rank`: a number, the smaller goes first. `yes`: whether. `amount`: how much of something, from 0. */
export type DecisionKind = 'rank' | 'yes' | 'amount'

type Value<Kind extends DecisionKind> = Kind extends 'yes' ? boolean : number

export type Decision<Arguments extends readonly unknown[], Kind extends DecisionKind> = ((
  ...asked: Arguments
) => Value<Kind>) & { readonly kind: Kind }

/** By name. The object is changed while a decision is flipped, and only then. */
export type Decisions = Readonly<Record<string, Decision<never, DecisionKind>>>

const named =
  <Kind extends DecisionKind>(kind: Kind) =>
  <Arguments extends readonly unknown[]>(of: (...asked: Arguments) => Value<Kind>): Decision<Arguments, Kind> =>
    Object.assign(of, { kind })

export const rank = named('rank')
export const yes = named('yes')
export const amount = named('amount')

/** Ways to decide otherwise: the opposite, always the same, or by chance. */
export type Flip = 'reversed' | 'constant' | 'always' | 'never' | 'halved' | 'doubled' | 'random'

type Answer = number | boolean
type Otherwise = (value: never, chance: () => number) => Answer

const flips: Readonly<Record<DecisionKind, Readonly<Partial<Record<Flip, Otherwise>>>>> = {
  rank: {
    reversed: (value: number) => -value,
    constant: () => 0,
    random: (_, chance) => chance(),
  },
  yes: {
    reversed: (value: boolean) => !value,
    always: () => true,
    never: () => false,
    random: (_, chance) => chance() < 0.5,
  },
  amount: {
    halved: (value: number) => value / 2,
    doubled: (value: number) => value * 2,
    random: (value: number, chance) => value * 2 * chance(),
  },
}

export const flipsOf = ({ kind }: Decision<never, DecisionKind>): readonly Flip[] => Object.keys(flips[kind]) as Flip[]

/**
 * Decides otherwise from now on, until what is returned is called. Chance is keyed by the numbers that are asked about: the same question
 * gets the same answer; one without a number gets another each time, in the order of asking.
 */
export function flip(decisions: Decisions, name: string, how: Flip): () => void {
  const own = decisions[name]
  const otherwise = flips[own.kind][how] as Otherwise
  const draws = createDraws(0).stream('flipped decision')
  let asked = 0
  const flipped = (...about: readonly unknown[]): Answer => {
    const numbers = about.filter((one) => typeof one === 'number')
    const [a, b = 0] = numbers.length > 0 ? numbers : [asked++]
    return otherwise(own(...(about as never)) as never, () => draws.at(a, b))
  }
  Object.assign(decisions, { [name]: Object.assign(flipped, { kind: own.kind }) })
  return () => void Object.assign(decisions, { [name]: own })
}
