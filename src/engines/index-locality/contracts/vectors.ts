/** How vectors are kept, found, kept at hand and made safe: what the roles below vectors promise each other. */
import type * as z from 'zod'
import type { Draws } from '../../../kernel/draws.ts'
import type { Definition } from '../../../schema/definition.ts'
import type { Drawing } from '../asked.ts'
import type { CountedMemory } from './memory.ts'
import type { Steps } from './operation.ts'

/** All vectors that there will be, side by side: (count, dims), each of length 1. Uncounted: the outside world. */
export interface VectorSource {
  readonly dims: number
  readonly values: Float32Array
}

/** How the numbers of a vector are written. */
export interface VectorFormat {
  /** Bytes of a vector, what goes with it included: a multiple of 4. */
  readonly bytes: number
  write(byte: number, from: Float32Array, at: number): void
  /** Similarity of what stands there and a query of length 1: reads the lines, and books the arithmetic. */
  dot(byte: number, query: Float32Array): number
}

export interface FormatContext {
  readonly memory: CountedMemory
  readonly dims: number
}

export const defineFormat = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, VectorFormat, FormatContext>,
): Definition<Id, K, VectorFormat, FormatContext> => definition

export interface Nearest {
  readonly id: number
  readonly similarity: number
  /** What lies beside it, the most alike first as far as the search has seen: what a prefetch may take along. */
  readonly beside: readonly number[]
}

/** An index of vectors by number. */
export interface VectorSearch {
  nearest(query: Float32Array): Steps<Nearest>
  insert(id: number): Steps<void>
  /** Pages and groups of centres that searches have looked into. */
  readonly pagesVisited: number
  drawing(): Drawing
  /** All that it holds, in the order in which it lies there, uncounted: the same state is the same list. */
  state(): Iterable<number>
}

export interface SearchContext {
  readonly memory: CountedMemory
  readonly draws: Draws
  readonly source: VectorSource
  readonly format: VectorFormat
  /** Numbers 0 to here are there from the start. */
  readonly loaded: number
}

export const defineSearch = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, VectorSearch, SearchContext>,
): Definition<Id, K, VectorSearch, SearchContext> => definition

/** What is asked before the index. */
export interface Lookaside {
  /** A vector that is near enough, or null: then the index is asked. */
  find(query: Float32Array): Steps<number | null>
  /** The index has found this. */
  keep(found: Nearest): void
}

export interface LookasideContext {
  readonly memory: CountedMemory
  readonly draws: Draws
  readonly source: VectorSource
  readonly loaded: number
}

export const defineLookaside = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Lookaside, LookasideContext>,
): Definition<Id, K, Lookaside, LookasideContext> => definition

/** What outlives a crash beside what was loaded. */
export interface Journal {
  /** Writes down that a vector is inserted, before it is. */
  append(id: number): void
  /** Numbers that were written down, in order; reads them. */
  recover(): readonly number[]
}

export interface JournalContext {
  readonly memory: CountedMemory
  readonly dims: number
  /** Insertions that there will be at most. */
  readonly most: number
}

export const defineJournal = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Journal, JournalContext>,
): Definition<Id, K, Journal, JournalContext> => definition
