/**
 * What is looked up: it lays out its structures in the arena, hands out operations, and keeps what its own figures are made of. The
 * engine runs the operations on threads, counts lines and time, and knows nothing of what is found.
 */
import type * as z from 'zod'
import type { Digest } from '../../../kernel/digest.ts'
import type { Draws } from '../../../kernel/draws.ts'
import type { Fact, Shared } from '../../../kernel/engine.ts'
import type { MetricDefinition } from '../../../kernel/metric.ts'
import type { Problem } from '../../../kernel/problem.ts'
import type { Recorder } from '../../../kernel/tracks.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Definition } from '../../../schema/definition.ts'
import type { Drawing } from '../asked.ts'
import type { Locks } from './locks.ts'
import type { CountedMemory } from './memory.ts'
import type { Lane, Operation } from './operation.ts'

export interface SubjectContext {
  readonly memory: CountedMemory
  readonly locks: Locks
  readonly draws: Draws
  readonly recorder: Recorder
  /** Among runs of the same seed of which only figures are wanted: what nobody in the run knows, such as the right answers. */
  readonly shared?: Shared
}

export interface Subject<Kept = unknown> {
  readonly threads: number
  readonly operations: number
  /** The `index`-th of all operations, begun by the thread of this lane. */
  begin(index: number, lane: Lane): Operation
  /** What an operation came to, once it has ended; called in the order of time. */
  ended?(index: number, result: unknown, now: Seconds): void
  /** What the subject's own figures are made of. */
  readonly kept: Kept
  /** The structure as it stands, small enough to be drawn. */
  drawing(): Drawing
  /** Adds what only this subject knows to the digest of the run. */
  digest(digest: Digest): void
}

/** Figures that only runs of one subject have: they read what it keeps. */
export type SubjectMetric<Kept> = MetricDefinition<Kept>

/** A structure of so many entries, which threads look up one after another. */
export interface Size<Knobs> {
  /** Its title. */
  readonly structure: string
  readonly entries: number
  readonly knobs: Knobs
}

export interface SubjectDefinition<Id extends string, Knobs extends z.ZodType, Kept>
  extends Definition<Id, Knobs, Subject<Kept>, SubjectContext> {
  readonly metrics: readonly SubjectMetric<Kept>[]
  /** The same structure with fewer and fewer entries, and nothing asked for but look-ups; absent where it holds no entries. */
  sizes?(knobs: z.output<Knobs>): readonly Size<z.output<Knobs>>[]
  /** What stops knobs that are each in range from running together, and what is known before. */
  check?(knobs: z.output<Knobs>): { readonly problems: readonly Problem[]; readonly facts: readonly Fact[] }
}

export const defineSubject = <Id extends string, K extends z.ZodType, Kept>(
  definition: SubjectDefinition<Id, K, Kept>,
): SubjectDefinition<Id, K, Kept> => definition
