/**
 * A look-up as it was measured in one structure of several sizes: straight lines between the sizes, and the nearest size beyond them. Where
 * rows are of several structures, those of the first.
 *
 * Left out: what blocks that come and go cost a structure, and that the scheduler's core does other things between two look-ups.
 */
import type { LookUpRow } from '../../../../kernel/artefacts.ts'
import type { BlockLookUp } from '../../contracts/block-look-up.ts'
import type { Found } from '../../contracts/real-source.ts'
import type { Often } from './often-knob.ts'

/** Look-ups that take what was found of them, looked for as often as the knob says. */
export const measuredLookUps = ({ traces }: Found, often: Often): BlockLookUp => ({
  costAt: measuredLookUp(traces as readonly LookUpRow[]),
  isEveryIteration: often === 'every-iteration',
})

function measuredLookUp(rows: readonly LookUpRow[]): NonNullable<BlockLookUp['costAt']> {
  const bySize = rows
    .filter(({ domain }) => domain === rows[0].domain)
    .toSorted((one, other) => one.entries - other.entries)
  const last = bySize.length - 1
  const cost = { time: 0, missed: 0 }
  return (blocks) => {
    let above = 0
    while (above < last && bySize[above].entries < blocks) above++
    const [low, high] = [bySize[Math.max(0, above - 1)], bySize[above]]
    const span = high.entries - low.entries
    const share = span > 0 ? Math.min(1, Math.max(0, (blocks - low.entries) / span)) : 1
    cost.time = low.time + share * (high.time - low.time)
    cost.missed = low.missed + share * (high.missed - low.missed)
    return cost
  }
}
