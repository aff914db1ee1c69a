/** The order in which places are filled in. */
import type { Candidate } from '../../../contracts/commit.ts'

/** The surest first; the earlier place of equals. */
export const bySureness = <C extends Candidate>(candidates: readonly C[]): readonly C[] =>
  [...candidates].sort((a, b) => b.confidence - a.confidence || a.place - b.place)
