/** Mixes of operations, as shares that add up to 1. */

export const kinds = ['find', 'update', 'insert', 'range'] as const
export const Kind = { find: 0, update: 1, insert: 2, range: 3 } as const

export interface Mix {
  readonly find: number
  readonly update: number
  readonly insert: number
  readonly range: number
  /** Look-ups are for the newest keys most of the time, and not for keys that are always the same. */
  readonly prefersNewest?: true
}

export const mixNames = ['read-only', 'read-mostly', 'update-heavy', 'newest', 'ranges', 'insert-only'] as const

export const mixes: Readonly<Record<(typeof mixNames)[number], Mix>> = {
  'read-only': { find: 1, update: 0, insert: 0, range: 0 },
  'read-mostly': { find: 0.95, update: 0.05, insert: 0, range: 0 },
  'update-heavy': { find: 0.5, update: 0.5, insert: 0, range: 0 },
  newest: { find: 0.95, update: 0, insert: 0.05, range: 0, prefersNewest: true },
  ranges: { find: 0, update: 0, insert: 0.05, range: 0.95 },
  'insert-only': { find: 0, update: 0, insert: 1, range: 0 },
}
