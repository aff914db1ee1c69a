/** A share as a bar in a table's cell, with its figure: readable without colour, and by a screen reader. */
import { formatPercent } from '../../ui/format.ts'

export function ShareBar({ share, hue }: { readonly share: number; readonly hue: 'decode' | 'preempted' }) {
  if (Number.isNaN(share)) return <>–</>
  return (
    <span className="share-bar">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="share-ground" width="100" height="10" />
        <rect className={`share-${hue}`} width={Math.min(100, share * 100)} height="10" />
      </svg>
      {formatPercent(share, 0)}
    </span>
  )
}
