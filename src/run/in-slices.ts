/** Steps in slices: between two of them messages are heard, so that it can be called off and nobody takes it for dead. */
import type { Steps } from '../kernel/steps.ts'
import type { Fraction } from '../kernel/units.ts'

export interface SliceOptions {
  /** Milliseconds of work between two breaths. */
  readonly slice: number
  /** Milliseconds. */
  readonly clock: () => number
  /** Lets messages in. */
  readonly breathe: () => Promise<void>
  /** After a slice: how far it is. */
  readonly onShare?: (share: Fraction) => void
  /** Asked after a breath; the work is given up where nobody wants it any more. */
  readonly isWanted?: () => boolean
}

/** What the steps make; null where they were given up. */
export async function inSlices<T>(
  steps: Steps<T>,
  { slice, clock, breathe, onShare, isWanted }: SliceOptions,
): Promise<T | null> {
  let rested = clock()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (clock() - rested < slice) continue
    onShare?.(step.value)
    await breathe()
    if (isWanted?.() === false) return null
    rested = clock()
  }
}
