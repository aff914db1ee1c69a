/** What can be said of a set-up before any run: what fits, what memory is spent on, where the roofline bends. */
import type { Fact } from '../../kernel/engine.ts'
import { useDocument, useRun, useSettings } from '../../store/lab-context.tsx'
import { formatQuantity } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

/** Told first; the terms of the sum below them. */
const MAIN = ['fitting-accelerators', 'fitting-together', 'requests-at-once', 'kv-tokens', 'ridge']

export function BeforeRun() {
  const arm = useDocument((state) => state.arm)
  const completed = useRun((state) => state.completed)
  const memory = useSettings((settings) => settings.memory)
  const facts = completed?.arms.find(({ key }) => key === arm)?.facts ?? []
  if (facts.length === 0) return null
  const main = MAIN.flatMap((id) => facts.filter((fact) => fact.id === id))
  const rest = facts.filter(({ id }) => !MAIN.includes(id))
  const row = ({ id, label, value, unit = '', formula, source }: Fact) => (
    <details key={id} className="fact">
      <summary>
        <span>{say(label)}</span>{' '}
        <b className="num">{typeof value === 'number' ? formatQuantity(value, unit, memory) : value}</b>
      </summary>
      {formula && <p className="num">{formula}</p>}
      {source && (
        <p className="note">
          {say('Source')}: {source}
        </p>
      )}
    </details>
  )
  return (
    <section aria-labelledby="before-title" className="before-run">
      <h2 id="before-title">{say('Before any run')}</h2>
      {main.map(row)}
      <details className="fact-terms">
        <summary>{say('Where the memory goes')}</summary>
        {rest.map(row)}
      </details>
    </section>
  )
}
