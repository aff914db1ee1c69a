/** What the forms of a sweep need to know of the engine and the set-up. */
import type { Setup } from '../../forms/field-values.ts'
import type { Description } from '../../kernel/description.ts'

export interface Described {
  readonly description: Description
  readonly setup: Setup
}

export interface AxisValues {
  readonly path: string
  readonly values: readonly unknown[]
}
