/**
 * One row of the timeline: shell on the left (title, value, legend), plot in the middle, axis labels on the right. Where
 * there is no room for three columns the shell lies above the plot.
 */
import type { ReactNode } from 'react'
import type { Provenance } from '../kernel/tracks.ts'
import type { AxisTick, StripName } from './chart.ts'
import { StripNames } from './strips/StripNames.tsx'

export interface TrackRowProps {
  readonly title: string
  readonly titleId: string
  /** Plot, or the words of an empty state. */
  readonly children: ReactNode
  readonly isStale?: boolean
  readonly provenance?: Provenance | null
  /** Value at the cursor. */
  readonly value?: string
  readonly legend?: ReactNode
  readonly controls?: ReactNode
  readonly menu?: ReactNode
  readonly axis?: readonly AxisTick[]
  /** Strips of several arms in the plot; none for one. */
  readonly strips?: readonly StripName[]
  readonly height?: number
  readonly summary?: { readonly id: string; readonly text: string }
  /** Under the whole row: the table. */
  readonly below?: ReactNode
}

const provenanceHelp: Readonly<Record<Provenance, string>> = {
  assumed: 'Assumed: drawn from a stochastic process.',
  computed: 'Computed: a real model ran.',
  recorded: 'Recorded: read from a trace.',
}

export function TrackRow(props: TrackRowProps) {
  const { title, titleId, provenance, summary, axis, strips = [], height = 0 } = props
  return (
    <figure
      className={axis === undefined ? 'track track-empty' : 'track'}
      aria-labelledby={titleId}
      data-stale={props.isStale === true ? '' : undefined}
      data-strips={strips.length > 0 ? '' : undefined}
    >
      <figcaption className="shell">
        <div className="shell-title">
          <b id={titleId}>{title}</b>
          {props.menu}
        </div>
        {axis !== undefined && (
          <div className="shell-value num">
            <ShellValue value={props.value ?? ''} />
            {provenance !== null && provenance !== undefined && (
              <span className="provenance" title={provenanceHelp[provenance]}>
                {provenance}
              </span>
            )}
          </div>
        )}
        {props.legend}
        {props.controls !== undefined && <div className="shell-controls">{props.controls}</div>}
        {summary !== undefined && (
          <p id={summary.id} className="visually-hidden">
            {summary.text}
          </p>
        )}
      </figcaption>
      <div className="plot-column">
        {props.children}
        {strips.length > 0 && <StripNames strips={strips} />}
      </div>
      {axis !== undefined && (
        <svg className="axis num" height={height} aria-hidden="true">
          {axis.map(({ y, label }) => (
            <text key={`${label} ${y}`} x="6" y={Math.min(height - 2, Math.max(10, y + 4))}>
              {label}
            </text>
          ))}
        </svg>
      )}
      {props.below !== null && props.below !== undefined && <div className="track-below">{props.below}</div>}
    </figure>
  )
}

/** A line an arm where there are several; the line is kept where there is no value, so that nothing jumps. */
function ShellValue({ value }: { readonly value: string }) {
  if (!value.includes('\n')) return value === '' ? '\u00a0' : value
  return value.split('\n').map((line) => (
    <span key={line} className="shell-line">
      {line}
    </span>
  ))
}
