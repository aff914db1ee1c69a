/** What `reproduce` prints of papers to people. */
import type { Claim } from '../experiment/referee/judged.ts'
import type { StoredFlip, StoredJudgement } from '../experiment/referee/stored.ts'
import { fourDigits, textTable } from './text-table.ts'

/** A row of `reproduce --json`. Figures are null and lists empty where nothing runs. */
export type Reproduced = Omit<StoredJudgement, 'state'> & {
  readonly id: string
  readonly state: StoredJudgement['state'] | 'planned'
  readonly claim: (Claim & { readonly words: string; readonly setup: string }) | null
  readonly why: string | null
  /** Where decisions were flipped. */
  readonly flips?: readonly StoredFlip[]
}

export const listTable = (rows: readonly { readonly id: string; readonly state: string }[]): string =>
  textTable([['paper', 'state'], ...rows.map(({ id, state }) => [id, state])])

/** A line a paper, over the baseline that is gained least on, and the controls beside. */
export function judgedTable(rows: readonly Reproduced[]): string {
  return textTable([
    ['paper', 'state', 'metric', 'over', 'baseline', 'mechanism', 'gain', '95 %', 'over controls', 'assertions'],
    ...rows.map(({ id, state, claim, over, arms, gain, spread, bound, assertions }) => {
      const figureOf = (of: (arm: (typeof arms)[number]) => boolean) => arms.find(of)?.figure ?? null
      const controls = arms.filter(({ role }) => role === 'control')
      return [
        id,
        state,
        claim?.metric ?? '',
        over ?? '',
        fourDigits(figureOf(({ key }) => key === over)),
        fourDigits(figureOf(({ role }) => role === 'mechanism')),
        gainText(gain, bound),
        spread === null ? '' : spread.map((end) => end.toFixed(2)).join('–'),
        controls.map((control) => gainText(control.gain, control.bound)).join(', '),
        assertions.length === 0 ? '' : `${assertions.filter(({ holds }) => holds).length} of ${assertions.length}`,
      ]
    }),
  ])
}

const SIGNS = { 'at least': '≥ ', 'at most': '≤ ', open: '~ ', value: '' } as const

const gainText = (gain: number | null, bound: keyof typeof SIGNS | null): string =>
  gain === null ? '' : `${SIGNS[bound ?? 'value']}${gain.toFixed(2)} ×`

/** A line a flip; where nobody noticed, that is said. */
export function flipTable(rows: readonly Reproduced[]): string {
  return textTable([
    ['paper', 'decision', 'flip', 'fails'],
    ...rows.flatMap(({ id, flips = [] }) =>
      flips.map(({ decision, how, failed }) => [
        id,
        decision,
        how,
        failed.length === 0 ? 'SURVIVES' : failed.join(', '),
      ]),
    ),
  ])
}
