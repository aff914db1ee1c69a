/** A paper's formula with figures that the reader moves: what comes out changes at once. */
import { useState } from 'react'
import type { LiveFormula } from '../../content/papers/paper.ts'
import { formatCount, significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

export function LiveFigures({ live }: { readonly live: LiveFormula }) {
  const [values, setValues] = useState(live.inputs.map(({ value }) => value))
  const change = (place: number, value: number) =>
    setValues((before) => before.map((each, i) => (i === place ? value : each)))
  return (
    <div className="live-formula num">
      {live.inputs.map(({ words, unit, from, to, step }, i) => (
        <label key={words}>
          <span>{say(words)}</span>
          <input
            type="range"
            min={from}
            max={to}
            step={step}
            value={values[i]}
            onChange={(event) => change(i, Number(event.currentTarget.value))}
          />
          <span className="live-value">
            {formatCount(Number(values[i].toPrecision(4)))} {say(unit)}
          </span>
        </label>
      ))}
      <p role="status">
        {say(live.result.words)}: <strong>{significant(live.of(...values), 3)}</strong> {say(live.result.unit)}
      </p>
    </div>
  )
}
