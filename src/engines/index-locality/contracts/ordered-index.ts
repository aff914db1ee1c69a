/**
 * A structure that holds keys in order, as a rule of locks goes through it: place by place, to the right or down, and at the end here.
 * How it is gone through and what is held on the way is the rule's; what a step looks at and changes is the structure's.
 */
import type * as z from 'zod'
import type { Draws } from '../../../kernel/draws.ts'
import type { Definition } from '../../../schema/definition.ts'
import type { Drawing } from '../asked.ts'
import type { Cell, CountedMemory } from './memory.ts'

/** A node, and the level at which the search stands in it: 0 is the lowest. */
export interface Place {
  node: Cell
  level: number
}

export type Way = 'right' | 'down' | 'here'

export interface Insertion {
  readonly key: number
  readonly value: number
  /** Levels 0 to here are written. */
  readonly height: number
  /** By level: the cell of what is made for it; 0 where nothing has to be. */
  readonly made: readonly Cell[]
}

export interface OrderedIndex {
  /** The place where every search begins. */
  enter(place: Place): void
  /** Where the search for a key goes from here: `to` is set unless it ends. Looks at one node and its neighbours. */
  advance(place: Place, key: number, to: Place): Way
  /** Whether the key itself is here, at whatever level: a look-up need not go further down. */
  isAt(place: Place, key: number): boolean
  /** The cell that is locked for a place. */
  lockOf(place: Place): Cell
  /** A number that is another one once what an insertion here relies on has changed. */
  version(place: Place): number
  /** Whether a search that looked before somebody wrote has to look again, or saw something true either way. */
  readonly goesStale: boolean
  /** Draws how high a key stands, before anybody has looked. */
  plan(key: number, value: number): Insertion
  /** Highest level that has to be held for writing on the way down, where the way is gone once. */
  heldFrom(insertion: Insertion): number
  /** Writes what the insertion is at this level; the place is where the search ended on it, held for writing. */
  change(place: Place, insertion: Insertion): void
  /** Whether an insertion has to make room in a node below before it goes there, with the one above in hand. Absent: never. */
  isFull?(place: Place): boolean
  /** Splits a full node; both places are held for writing. `child` is where the key belongs from then on. */
  makeRoom?(parent: Place, child: Place, key: number): void
  /** Value of a key where the search for it has ended; NaN where it is not. */
  find(place: Place, key: number): number
  /** Whether the key was there. */
  update(place: Place, key: number, value: number): boolean
  /** Values of keys from `key` on within the lowest place, at most `most`; and whether `to` goes on behind it. */
  collect(place: Place, key: number, most: number, to: Place): { readonly count: number; readonly goesOn: boolean }
  /** Every key with its value in order, uncounted: for tests, digests and pictures. */
  entries(): Iterable<readonly [key: number, value: number]>
  drawing(visits: (node: Cell) => number): Drawing
  /** Share of the places for keys that hold one. */
  filled(): number
  /** Levels that stand over each other. */
  levels(): number
}

export interface IndexContext {
  readonly memory: CountedMemory
  readonly draws: Draws
  /** Keys that it will hold: how many levels it needs. */
  readonly expected: number
}

/** What a structure makes of keys that are there from the start, in the order in which they were inserted. */
export interface IndexDefinition<Id extends string, K extends z.ZodType>
  extends Definition<Id, K, OrderedIndex, IndexContext> {}

export const defineIndex = <Id extends string, K extends z.ZodType>(
  definition: IndexDefinition<Id, K>,
): IndexDefinition<Id, K> => definition
