/** A table of several arms scrolls sideways within itself where a pane is too narrow, its first column in sight; a key can scroll it. */
import type { ReactNode } from 'react'
import type { ArmKey } from '../../worker/api.ts'

interface ArmsScrollProps {
  readonly arms: readonly ArmKey[]
  readonly label: string
  readonly children: ReactNode
}

export function ArmsScroll({ arms, label, children }: ArmsScrollProps) {
  return (
    <section className="table-scroll" tabIndex={arms.length > 2 ? 0 : undefined} aria-label={label}>
      {children}
    </section>
  )
}
