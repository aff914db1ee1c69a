/** A verdict as a mark: its word, with a sign and a colour for what kind of a verdict it is. */
import type { Outcome } from '../../experiment/referee/referee.ts'
import { STATES, TONES, type Tone } from './verdict-words.ts'

const SIGNS: Readonly<Record<Tone, string>> = { good: '▲', bad: '▼', open: '◆' }

export function StateMark({ state }: { readonly state: Outcome }) {
  const tone = TONES[state]
  return (
    <b className="state-mark" data-tone={tone}>
      <span aria-hidden="true">{SIGNS[tone]}</span> {STATES[state]()}
    </b>
  )
}
