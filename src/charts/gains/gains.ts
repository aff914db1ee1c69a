/**
 * Gains with their 95 % intervals on one axis: a ratio of 1 is no gain, a half lies as far to its left as a double to its right. The axis
 * ends where the intervals do, within limits; what lies beyond them is drawn to the edge, with an arrow.
 */
import { scaleLog } from 'd3'
import type { StoredGain } from '../../experiment/referee/stored.ts'
import type { ClaimedSize } from '../../experiment/referee/verdict.ts'

/** How an interval lies to 1, for colour and shape. */
export type Side = 'better' | 'worse' | 'open' | 'unknown'

export interface GainRow extends StoredGain {
  readonly key: string
  /** What the mechanism is held against, or the world it is held in. */
  readonly title: string
  /** Said behind the title: a role, a state. */
  readonly note: string
}

/** What was claimed, as gains, and how far a size may lie outside and still be called comparable. */
export interface ClaimedGain extends ClaimedSize {
  /** The most that was seen, in the best of several worlds. */
  readonly isMost: boolean
}

export interface GainAxis {
  readonly low: number
  readonly high: number
  readonly width: number
}

/** Farther out nobody reads a ratio off a chart: the table has the digits. */
const FARTHEST = 1000
/** Room at both ends, as a factor. */
const ROOM = 1.15
/** An interval whose ends lie farther apart, as a ratio, does not say where the gain is, and must not squeeze those that do. */
const WIDEST = 100
/** Pixels from an end of the axis within which no ratio is named: half a label. */
const EDGE = 20

/** Both ends of the axis; 1 is always within, and so is what was claimed. */
export function gainExtent(rows: readonly GainRow[], claimed: ClaimedGain | null): readonly [number, number] {
  const told = rows.filter(({ spread }) => spread !== null && spread[1] <= WIDEST * spread[0])
  const shown = told.length > 0 ? told : rows
  const values = shown.flatMap(({ gain, spread }) => (gain === null || spread === null ? [] : [gain, ...spread]))
  if (claimed) values.push(claimed.low, claimed.high)
  const known = values.filter((value) => value > 0 && Number.isFinite(value))
  const low = Math.min(1, ...known) / ROOM
  const high = Math.max(1, ...known) * ROOM
  return [Math.max(1 / FARTHEST, low), Math.min(FARTHEST, Math.max(high, 1.05))]
}

/** Pixels of a ratio; a ratio beyond an end lies on it. */
export function gainX({ low, high, width }: GainAxis, ratio: number): number {
  return scaleLog([low, high], [0, width]).clamp(true)(ratio)
}

/** Ratios to name under the axis: round ones, about `gap` pixels apart, with 1 among them. */
export function gainTicks(axis: GainAxis, gap = 54): readonly number[] {
  const steps = [1, 1.1, 1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000]
  const all = [...steps.slice(1).map((step) => 1 / step), ...steps].filter(
    (ratio) => ratio >= axis.low && ratio <= axis.high,
  )
  // The roundest first: what lies too near to one that stands already is left out.
  const kept: number[] = []
  for (const ratio of all.toSorted((a, b) => roundness(a) - roundness(b) || a - b)) {
    const x = gainX(axis, ratio)
    if (ratio !== 1 && (x < EDGE || x > axis.width - EDGE)) continue
    if (kept.every((other) => Math.abs(gainX(axis, other) - x) >= gap)) kept.push(ratio)
  }
  return kept.toSorted((a, b) => a - b)
}

/** 1 before 10 and 100, those before 2 and 5, and so on. */
function roundness(ratio: number): number {
  const step = ratio < 1 ? 1 / ratio : ratio
  if (step === 1) return 0
  const digit = Number(step.toExponential(3)[0])
  return [10, 100, 1000].includes(step) ? 1 : step < 2 ? 4 : digit === 2 || digit === 5 ? 2 : 3
}

/** Of an interval, and of a figure that is only a bound: what lies open on the other side of 1 is open. */
export function sideOf({ gain, spread, bound }: StoredGain): Side {
  if (gain === null || spread === null) return 'unknown'
  const [low, high] = spread
  if (low > 1) return bound === 'at most' || bound === 'open' ? 'open' : 'better'
  if (high < 1) return bound === 'at least' || bound === 'open' ? 'open' : 'worse'
  return 'open'
}

/** Which ends go on: the true gain may lie beyond them, or the axis ends before the interval does. */
export function openEnds({ spread, bound }: StoredGain, axis: Pick<GainAxis, 'low' | 'high'>) {
  const [low, high] = spread ?? [1, 1]
  return {
    left: bound === 'at most' || bound === 'open' || low < axis.low,
    right: bound === 'at least' || bound === 'open' || high > axis.high,
  }
}
