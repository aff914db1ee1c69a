/**
 * How far an arm's figure is from the baseline's, as a bar from the middle: to the right more, to the left less. Half its side is
 * twice as much or half as much, so that halving and doubling look alike and no ratio runs out of the cell.
 */
export type Verdict = 'better' | 'worse' | 'neutral'

export function DifferenceBar({ ratio, verdict }: { readonly ratio: number; readonly verdict: Verdict }) {
  const length = barLength(ratio)
  return (
    <svg className={`difference-bar ${verdict}`} viewBox="-1 0 2 1" preserveAspectRatio="none" aria-hidden="true">
      <path className="track" d="M-1 .5H1" />
      <rect x={Math.min(0, length)} y="0" width={Math.abs(length)} height="1" />
      <path d="M0 0V1" />
    </svg>
  )
}

/** From −1 (nothing is left) through 0 (as much) towards 1: 1 − 1/r above the baseline, r − 1 below it. */
export const barLength = (ratio: number): number => (ratio > 1 ? 1 - 1 / ratio : Math.max(0, ratio) - 1)
