/** How drafted tokens fared: by place in the draft, by class of request, and how long accepted stretches were. */

import type { AcceptanceBreakdown } from '../../engines/asked.ts'
import { acceptance } from '../../engines/asked.ts'
import { useLooked } from '../../store/use-looked.ts'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { ShareBar } from './ShareBar.tsx'

export function AcceptanceSection({ arm }: { readonly arm: ArmKey }) {
  const { value } = useLooked(arm, (look) => look.ask(acceptance, arm))
  if (!value || value.lengths.length === 0) return null
  const rounds = value.lengths.reduce((sum, n) => sum + n, 0)
  return (
    <section aria-labelledby="acceptance-reading">
      <h3 id="acceptance-reading">
        {say('Token acceptance')} <small className="note">{say(value.provenance)}</small>
      </h3>
      <p className="note">
        {say(
          'A verification walks along the draft and stops at the first rejection, so later places are reached less often.',
        )}
      </p>
      <p className="note num">{burstsOf(value, rounds)}</p>
      <p className="note num">{successionOf(value)}</p>
      <div className="moment-columns">
        <ShareTable
          caption={say('By place in the draft')}
          columns={[say('Place'), say('Reached'), say('Accepted, of those reached')]}
          rows={value.byPosition.map(({ reached, accepted }, place) => ({
            name: `${place + 1}`,
            amount: reached,
            share: accepted / reached,
          }))}
        />
        <ShareTable
          caption={say('Drafts kept by a round')}
          columns={[say('Kept'), say('Rounds'), say('Of all rounds')]}
          rows={value.lengths.map((n, kept) => ({ name: `${kept}`, amount: n, share: n / rounds }))}
        />
        <ShareTable
          caption={say('By class of request')}
          columns={[say('Class'), say('Drafted'), say('Accepted, of those drafted')]}
          rows={value.byDomain.map(({ domain, drafted, accepted }) => ({
            name: domain,
            amount: drafted,
            share: accepted / drafted,
          }))}
        />
      </div>
    </section>
  )
}

/** Rounds behind a share. */
const ENOUGH = 30

/** Real acceptance comes in runs: tokens a round beside what independent drafts of the same rate would give. */
function burstsOf({ byPosition, lengths }: AcceptanceBreakdown, rounds: number): string {
  const judged = byPosition.reduce((sum, { reached }) => sum + reached, 0)
  const kept = byPosition.reduce((sum, { accepted }) => sum + accepted, 0)
  const α = judged === 0 ? 0 : kept / judged
  const most = lengths.length - 1
  const mean = lengths.reduce((sum, n, length) => sum + n * length, 0) / rounds
  // Of drafts as long as the longest kept: α + α² + … + α^most.
  const independent = Array.from({ length: most }, (_, i) => α ** (i + 1)).reduce((sum, term) => sum + term, 0)
  const variance = lengths.reduce((sum, n, length) => sum + n * (length - mean) * (length - mean), 0) / rounds
  const chances = Array.from({ length: most + 1 }, (_, i) => (i < most ? α ** i * (1 - α) : α ** most))
  const spread = chances.reduce(
    (sum, chance, length) => sum + chance * (length - independent) * (length - independent),
    0,
  )
  const rateAt = (place: number): string => {
    const at = byPosition[place]
    return at === undefined || at.reached === 0 ? '–' : formatPercent(at.accepted / at.reached, 0)
  }
  // The last place that enough rounds reached for a share to mean something.
  const last = Math.max(
    0,
    byPosition.findLastIndex(({ reached }) => reached >= ENOUGH),
  )
  return say(
    'Kept a round: {mean} on average, spread {deviation}. Independent drafts at the same rate of {rate} would keep {independent}, spread {expected}. The first draft of a round is kept in {first} of cases, and behind {n} kept ones the next in {later}: a rise means that acceptance comes in runs.',
    {
      mean: mean.toFixed(2),
      deviation: Math.sqrt(variance).toFixed(2),
      rate: formatPercent(α, 0),
      independent: independent.toFixed(2),
      expected: Math.sqrt(spread).toFixed(2),
      first: rateAt(0),
      n: last,
      later: rateAt(last),
    },
  )
}

/** The plainest sign of runs: whether a round that kept everything is followed by such a one. */
function successionOf({ afterKept, afterRejected }: AcceptanceBreakdown): string {
  const shareOf = ({ rounds, keptAll }: typeof afterKept): string =>
    rounds === 0 ? '–' : formatPercent(keptAll / rounds, 0)
  return say(
    'A round keeps all its drafts in {kept} of cases behind one that did, and in {rejected} behind one with a rejection. Independent drafts know no difference.',
    { kept: shareOf(afterKept), rejected: shareOf(afterRejected) },
  )
}

interface ShareTableProps {
  readonly caption: string
  readonly columns: readonly [string, string, string]
  readonly rows: readonly { readonly name: string; readonly amount: number; readonly share: number }[]
}

function ShareTable({ caption, columns, rows }: ShareTableProps) {
  return (
    <table className="summary num moment-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, amount, share }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatCount(amount)}</td>
            <td>
              <ShareBar share={share} hue="decode" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
