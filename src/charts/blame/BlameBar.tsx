/** Where time went as one stacked bar. The figures stand in a table beside it, so the bar itself says nothing to a screen reader. */
import { useId } from 'react'
import type { Theme } from '../../ui/theme.ts'

export interface BlameBarProps {
  readonly parts: readonly string[]
  readonly seconds: readonly number[]
  /** Length of the whole bar, so that several are on one scale. */
  readonly most: number
  readonly theme: Theme
}

const WIDTH = 1000
const HEIGHT = 20

export function BlameBar({ parts, seconds, most, theme }: BlameBarProps) {
  const id = useId()
  const scale = most > 0 ? WIDTH / most : 0
  let at = 0
  const pieces = parts.map((part, i) => {
    const x = at
    at += seconds[i] * scale
    return { part, x, width: seconds[i] * scale }
  })
  return (
    <svg className="blame-bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <defs>
        {parts.map((part, i) => (
          <pattern key={part} id={`${id}${i}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" fill={theme.ground} />
            <rect width="4" height="8" fill={theme.colour(part)} />
          </pattern>
        ))}
      </defs>
      {pieces.map(({ part, x, width }, i) => (
        <rect
          key={part}
          {...{ x, width }}
          height={HEIGHT}
          fill={theme.style(part).hatched ? `url(#${id}${i})` : theme.colour(part)}
        />
      ))}
    </svg>
  )
}

/** The sign of a part in a table or a list. */
export function BlameSign({ part, theme }: { readonly part: string; readonly theme: Theme }) {
  const { hatched, edge } = theme.style(part)
  const colour = theme.colour(part)
  return (
    <svg className="blame-sign" width="10" height="10" aria-hidden="true">
      <rect width="10" height="10" fill={hatched ? theme.ground : colour} stroke={edge ?? colour} />
      {hatched && <rect width="5" height="10" fill={colour} />}
    </svg>
  )
}
