/** What of a bar is under the pointer: its interval, the gain in it, what was claimed, or the line of no gain. */
import { type ClaimedGain, type GainAxis, type GainRow, gainX } from './gains.ts'

export type GainPart = 'gain' | 'interval' | 'claimed' | 'none'

/** Pixels around a line that still mean it. */
const REACH = 4

export function hitGain(
  x: number,
  row: GainRow,
  { axis, claimed }: { readonly axis: GainAxis; readonly claimed: ClaimedGain | null },
): GainPart | null {
  const { gain, spread } = row
  const at = (ratio: number) => gainX(axis, ratio)
  if (gain !== null && spread !== null) {
    if (Math.abs(x - at(gain)) <= REACH) return 'gain'
    if (x >= at(spread[0]) - REACH && x <= at(spread[1]) + REACH) return 'interval'
  }
  if (Math.abs(x - at(1)) <= REACH) return 'none'
  if (claimed && x >= at(claimed.low) - REACH && x <= at(claimed.high) + REACH) return 'claimed'
  return null
}
