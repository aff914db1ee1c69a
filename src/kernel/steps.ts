/** Work that can take long, in steps of a few milliseconds: whoever does it may rest between two of them, or give it up. */
import type { Fraction } from './units.ts'

/** Yields how far it is, 0 to 1, and returns what it has made. */
export type Steps<T> = Generator<Fraction, T, void>

/** All steps, one after the other. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
