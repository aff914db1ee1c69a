/** Data the document names (a trace), whether it is here, and how to bring it. The rows themselves never leave the machine. */

import type { DataReference } from '../../experiment/document.ts'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

const none: Readonly<Record<string, DataReference>> = {}

export function DataList() {
  const { document } = useLab()
  const data = useDocument((state) => state.document.data) ?? none
  const missing = useRun((run) => run.completed?.missingData)
  const entries = Object.entries(data)
  if (entries.length === 0) return null
  return (
    <section aria-labelledby="data-title">
      <h2 id="data-title">{say('Data')}</h2>
      {entries.map(([key, reference]) => (
        <div className="data-item" key={key}>
          <b>{reference.title}</b> <span className="tag">{say('recorded')}</span>
          <p className={missing?.includes(key) ? 'problem' : 'note'}>
            {say('{n} rows, content {hash}.', { n: formatCount(reference.rows), hash: reference.hash.slice(0, 8) })}{' '}
            {missing?.includes(key) &&
              say('This machine does not have it: drop the file anywhere on the page and the experiment runs.')}
          </p>
          <button type="button" className="quiet" onClick={() => document.getState().edit(`data.${key}`, null)}>
            {say('Remove')}
          </button>
        </div>
      ))}
    </section>
  )
}
