/**
 * What every field of a form needs and does: the whole set-up as it stands, the problems, and the way back.
 * A plain object handed down as a prop: forms know no store.
 */
import type { Problem } from '../kernel/problem.ts'
import type { Setup } from './field-values.ts'

export interface FormContext {
  readonly setup: Setup
  /** What an edit differs from: the baseline's values for a later arm; empty means the defaults of the fields. */
  readonly base: Setup
  readonly problems: readonly Problem[]
  /** `undefined` takes the value back to what it inherits. Edits with one gesture key are one step of undo. */
  edit(path: string, value: unknown, gesture?: string): void
  mend(problem: Problem): void
  /** Whether whoever made the link keeps its reader from changing this. */
  isLocked(path: string): boolean
  /** Prefix of element ids, so that two forms can stand on one page. */
  readonly idPrefix: string
}
