/** How far a row sees. Entries of a head ascend by place, so what is hidden from a row are the last ones. */
import type { Sight } from '../contracts/model.ts'

/** Last place that a row at `place` sees. */
function lastSeen(sight: Sight, place: number): number {
  if (sight === 'causal') return place
  if (sight === 'free') return Number.POSITIVE_INFINITY
  const { from, block } = sight
  return place < from ? place : place - ((place - from) % block) + block - 1
}

/** Rows of a chunk [first, first + rows) that a row at `place` does not see: they lie behind what it sees. */
export const hiddenBehind = (sight: Sight, place: number, first: number, rows: number): number =>
  Math.max(0, first + rows - 1 - lastSeen(sight, place))
