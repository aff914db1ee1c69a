/** What a token looked at, head by head; the chosen head shades the text. */

import { useState } from 'react'
import type { AttentionDetail } from '../../engines/tokens/asked.ts'
import { attention } from '../../engines/tokens/asked.ts'
import { useLooked } from '../../store/use-looked.ts'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { named, placed, shown } from './WrittenWords.tsx'

interface AttentionProps {
  readonly arm: ArmKey
  readonly request: number
  /** Place of the token before the chosen one: it is what was read when the chosen one was foretold. */
  readonly place: number
}

export function AttentionSection({ arm, request, place }: AttentionProps) {
  const [head, setHead] = useState(0)
  const { value, isLate } = useLooked(`${arm} ${request} ${place}`, (look) => look.ask(attention, arm, request, place))
  if (!value) return null
  return (
    <section aria-labelledby="attention-reading" className={isLate ? 'late' : undefined} aria-busy={isLate}>
      <h3 id="attention-reading">{say('Attention')}</h3>
      <p className="note">
        {say(
          'When this token was foretold, the last token of the text stood at “{token}” and each head looked back from there.',
          {
            token: named(value.tokens[place] ?? ''),
          },
        )}
      </p>
      <HeadTable detail={value} head={head} onHead={setHead} />
      <p className="written attention-words">
        {placed(value.tokens).map(({ token, place: at }) => (
          <span key={at} style={shadeOf(weightOf(value, head, at))}>
            {shown(token)}
          </span>
        ))}
      </p>
    </section>
  )
}

const weightOf = ({ weights, tokens }: AttentionDetail, head: number, place: number): number =>
  weights[head * tokens.length + place]

const shadeOf = (weight: number) => ({
  background: `color-mix(in srgb, var(--prefill) ${Math.round(Math.min(1, weight * 1.5) * 70)}%, transparent)`,
})

interface HeadProps {
  readonly detail: AttentionDetail
  readonly head: number
  readonly onHead: (head: number) => void
}

function HeadTable({ detail, head, onHead }: HeadProps) {
  const { layers, heads, tokens, sink } = detail
  return (
    <div className="table-scroll">
      <table className="summary moment-table head-table">
        <caption>{say('Where each head looked most, and the share that went to its sink')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Layer')}</th>
            {countTo(heads).map((n) => (
              <th key={n} scope="col">
                {say('Head {n}', { n: n + 1 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {countTo(layers).map((layer) => (
            <tr key={layer}>
              <th scope="row">{layer + 1}</th>
              {countTo(heads).map((i) => {
                const one = layer * heads + i
                const best = hottest(detail, one)
                return (
                  <td key={one}>
                    <button type="button" aria-pressed={one === head} className="head-cell" onClick={() => onHead(one)}>
                      <span className="token">{named(tokens[best])}</span>{' '}
                      <span className="num">{formatPercent(weightOf(detail, one, best), 0)}</span>
                      <small className="note num">{say('sink {share}', { share: formatPercent(sink[one], 0) })}</small>
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const countTo = (count: number): readonly number[] => [...Array(count).keys()]

function hottest(detail: AttentionDetail, head: number): number {
  let best = 0
  for (let place = 1; place < detail.tokens.length; place++)
    if (weightOf(detail, head, place) > weightOf(detail, head, best)) best = place
  return best
}
