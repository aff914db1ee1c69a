/** What else a chart can do: its purpose in a sentence, the table, the exports. Closes with Esc and when the focus leaves. */
import { type ReactNode, useRef, useState } from 'react'
import type { Theme } from '../ui/theme.ts'
import { say } from '../ui/words.ts'
import type { ChartModel, PlotView } from './chart.ts'
import type { ExportFormat } from './export-figure.ts'

export interface ChartMenuProps {
  readonly model: ChartModel
  readonly view: PlotView
  readonly theme: Theme
  readonly title: string
  readonly isTable: boolean
  readonly onTable: () => void
  /** Further buttons: how the chart stands on the page. */
  readonly children?: ReactNode
}

const formats: readonly (readonly [ExportFormat, string])[] = [
  ['svg', 'Export SVG'],
  ['png1', 'Export PNG, 1×'],
  ['png2', 'Export PNG, 2×'],
  ['png3', 'Export PNG, 3×'],
  ['csv', 'Export CSV'],
]

export function ChartMenu({ model, view, theme, title, isTable, onTable, children }: ChartMenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const close = (): void => {
    if (details.current !== null) details.current.open = false
  }
  return (
    <details
      ref={details}
      className="chart-menu"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) close()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || details.current?.open !== true) return
        event.stopPropagation()
        close()
        details.current.querySelector('summary')?.focus()
      }}
    >
      <summary aria-label={say('{title}: explanation, table, export', { title })}>
        <svg width="14" height="14" aria-hidden="true">
          <circle cx="2.5" cy="7" r="1.3" />
          <circle cx="7" cy="7" r="1.3" />
          <circle cx="11.5" cy="7" r="1.3" />
        </svg>
      </summary>
      <div className="chart-menu-panel">
        <p>
          {say(model.purpose)} {model.unit !== '' && say('Unit: {unit}.', { unit: model.unit })}
        </p>
        <button type="button" aria-pressed={isTable} onClick={onTable}>
          {isTable ? say('Hide table') : say('View as table')}
        </button>
        {formats.map(([format, words]) => (
          <button
            key={format}
            type="button"
            onClick={() => {
              import('./export-figure.ts')
                .then(({ exportChart }) => exportChart(format, model, view, theme))
                .then(close, (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)))
            }}
          >
            {say(words)}
          </button>
        ))}
        {trouble && (
          <p className="problem" role="alert">
            {say('It could not be written: {why}. Try a smaller size, or SVG.', { why: trouble })}
          </p>
        )}
        {children}
      </div>
    </details>
  )
}
