/** Docked under the timelines: what every timeline comes to over the selected range, or its values at the cursor, arm by arm. */
import { lazy, Suspense, useState } from 'react'
import { say } from '../../ui/words.ts'

/** Loaded when it is opened for the first time. */
const DockedRows = lazy(async () => ({ default: (await import('./DockedRows.tsx')).DockedRows }))

export function DockedTable() {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="docked" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('Values as a table: at the cursor, or over the selected range')}</summary>
      {isOpen && (
        <Suspense fallback={<p className="note">{say('Loading…')}</p>}>
          <DockedRows />
        </Suspense>
      )}
    </details>
  )
}
