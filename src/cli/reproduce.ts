/** `reproduce`: papers' experiments with several seeds, and what they come to by rule. */
import { listedPapers, papers } from '../content/papers/index.ts'
import { openLink } from '../experiment/link.ts'
import { type Gain, type ReproductionState, verdictOf } from '../experiment/reproduction.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { unknownId } from '../kernel/unknown-id.ts'
import { openEngine } from '../run/engines.ts'
import { reproduce } from '../run/reproduce.ts'
import { Shelf } from '../run/shelf.ts'
import type { Command } from './command.ts'
import { fourDigits, textTable } from './text-table.ts'
import { notWhole, wholeNumber } from './whole-number.ts'

/** One paper's outcome; figures are null where nothing runs. */
interface Reproduced {
  readonly id: string
  readonly state: ReproductionState
  readonly claim: string | null
  readonly metric: string | null
  readonly baseline: number | null
  readonly measured: number | null
  /** Gain of the mechanism in what is claimed, and its 95 % interval. */
  readonly gain: number | null
  readonly spread: readonly [number, number] | null
  /** The same over further baselines, in the order of the arms. */
  readonly over: readonly Gain[]
  readonly direction: 'lower' | 'higher' | null
  readonly why: string | null
}

const SEEDS = 5

export const reproduceCommand: Command = {
  name: 'reproduce',
  synopsis: '[ID …] [--seeds N] [--json]',
  summary: 'Runs the papers’ experiments with several seeds and says what becomes of their claims.',
  options: [
    { option: '--seeds N', help: `seeds of each, ${SEEDS}` },
    { option: '--json', help: 'a list of { id, state, claim, baseline, measured, spread, direction, why }' },
  ],
  parse: { seeds: { type: 'string' }, json: { type: 'boolean' } },
  most: 111,
  async run(input, terminal) {
    const asked = input.text('seeds')
    const count = asked === undefined ? SEEDS : wholeNumber(asked)
    if (count === null || count < 2) return failure(notWhole('--seeds', asked ?? ''))
    const unknown = input.positionals.find((id) => !listedPapers.some((paper) => paper.id === id))
    if (unknown !== undefined) return failure(noPaper(unknown))
    const wanted = input.positionals.length > 0 ? input.positionals : listedPapers.map(({ id }) => id)
    const seeds = Array.from({ length: count }, (_, i) => i + 1)
    const rows: Reproduced[] = []
    for (const id of wanted) {
      terminal.progress(id)
      const row = await reproduced(id, seeds)
      if (!row.ok) return row
      rows.push(row.value)
    }
    terminal.endProgress()
    if (input.flag('json')) terminal.json(rows)
    else terminal.write(tableOf(rows))
    return success(null)
  },
}

async function reproduced(id: string, seeds: readonly number[]): Promise<Result<Reproduced>> {
  if (!Object.hasOwn(papers, id)) return success({ id, state: 'planned', ...nothing })
  const paper = await papers[id]()
  const { document, problems } = await openLink(paper.link)
  if (problems.length > 0) return failure(...problems)
  await openEngine(document.engine.id)
  const { metric, better } = paper.claimed
  const figures = reproduce(document, paper.claimed, seeds, new Shelf())
  if (!figures.ok) return figures
  const { state, baseline, measured, gain, spread, over } = verdictOf(paper.claimed, figures.value)
  return success({
    ...{ id, state, claim: paper.claim.words, metric, baseline, measured, gain, spread },
    ...{ direction: better, why: paper.why, over },
  })
}

const nothing = {
  ...{ claim: null, metric: null, baseline: null, measured: null },
  ...{ gain: null, spread: null, direction: null, why: null, over: [] },
}

function tableOf(rows: readonly Reproduced[]): string {
  return textTable([
    ['paper', 'state', 'metric', 'baseline', 'mechanism', 'gain', '95 %'],
    ...rows.map(({ id, state, metric, baseline, measured, gain, spread }) => [
      id,
      state,
      metric ?? '',
      fourDigits(baseline),
      fourDigits(measured),
      gain === null ? '' : `${gain.toFixed(2)} ×`,
      spread === null ? '' : spread.map((end) => end.toFixed(2)).join('–'),
    ]),
  ])
}

const noPaper = (id: string) => unknownId({ what: 'paper', id, known: listedPapers.map((paper) => paper.id) })
