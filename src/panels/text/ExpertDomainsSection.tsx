/** Which experts the tokens of each domain went to, layer by layer, and how much an expert tells about the domain. */

import { useState } from 'react'
import type { ExpertDomains } from '../../engines/tokens/asked.ts'
import { expertDomains } from '../../engines/tokens/asked.ts'
import { useLooked } from '../../store/use-looked.ts'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'

export function ExpertDomainsSection({ arm }: { readonly arm: ArmKey }) {
  const { value } = useLooked(`${arm} experts`, (look) => look.ask(expertDomains, arm))
  const [layer, setLayer] = useState<number | null>(null)
  if (!value || value.domains.length === 0) return null
  const shown = layer ?? mostTelling(value)
  return (
    <section aria-labelledby="expert-domains">
      <h3 id="expert-domains">
        {say('Experts by domain')} <small className="note">{say('computed')}</small>
      </h3>
      <p className="note">
        {say(
          'Each token goes to {active} of {experts} experts. Rows are domains, and a cell is the share of its choices that the expert got; evenly spread it would be {even}.',
          { active: value.active, experts: value.experts, even: formatPercent(1 / value.experts) },
        )}
      </p>
      <label className="layer-choice">
        {say('Layer')}{' '}
        <select value={shown} onChange={(event) => setLayer(Number(event.currentTarget.value))}>
          {value.information.map((bits, at) => (
            <option key={layerName(at, bits)} value={at}>
              {layerName(at, bits)}
            </option>
          ))}
        </select>
      </label>
      <div className="table-scroll">
        <table className="summary num moment-table expert-domains">
          <caption>{say('Share of a domain’s choices by expert, in layer {n}', { n: shown + 1 })}</caption>
          <thead>
            <tr>
              <th scope="col">{say('Domain')}</th>
              {countTo(value.experts).map((expert) => (
                <th key={expert} scope="col">
                  {say('Expert {n}', { n: expert + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {value.domains.map((one) => (
              <tr key={one.domain}>
                <th scope="row">{say(one.domain)}</th>
                {sharesOf(one.tokens, shown, value.experts).map(({ expert, share }) => (
                  <td key={expert} style={shadeOf(share)}>
                    {formatPercent(share, 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const layerName = (layer: number, bits: number): string =>
  say('{n}: the expert tells {bits} bits about the domain', { n: layer + 1, bits: bits.toFixed(2) })

const mostTelling = ({ information }: ExpertDomains): number => information.indexOf(Math.max(...information))

function sharesOf(tokens: Float64Array, layer: number, experts: number) {
  const row = tokens.subarray(layer * experts, (layer + 1) * experts)
  const sum = row.reduce((total, count) => total + count, 0)
  return Array.from(row, (count, expert) => ({ expert, share: sum === 0 ? 0 : count / sum }))
}

const shadeOf = (share: number) => ({
  background: `color-mix(in srgb, var(--prefill) ${Math.round(Math.min(1, share * 2) * 60)}%, transparent)`,
})

const countTo = (n: number): readonly number[] => [...Array(n).keys()]
