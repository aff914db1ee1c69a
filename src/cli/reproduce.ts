/** `reproduce`: papers before the referee, measured here and now; or what was stored of them, and whether that still holds. */
import { listedPapers, papers } from '../content/papers/index.ts'
import { FULL } from '../experiment/referee/referee.ts'
import { digestOf, storedOf } from '../experiment/referee/stored.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { unknownId } from '../kernel/unknown-id.ts'
import { engineOf } from '../run/engines.ts'
import { FLIP_SEEDS, flipDecisions } from '../run/flip-decisions.ts'
import { judgeNow, openBase } from '../run/judge.ts'
import type { Command, Input } from './command.ts'
import { openShelf } from './model-files.ts'
import { inProcesses } from './processes.ts'
import { flipTable, judgedTable, listTable, type Reproduced } from './reproduce-tables.ts'
import { readStored, readStoredLines } from './stored-results.ts'
import type { Terminal } from './terminal.ts'
import { notWhole, wholeNumber } from './whole-number.ts'

export const reproduceCommand: Command = {
  name: 'reproduce',
  synopsis: '[ID …] [--seeds N] [--flip] [--list | --stale] [--json]',
  summary: 'Judges papers: their mechanism over the best tuned baseline, on seeds that nobody tuned on.',
  options: [
    { option: '--seeds N', help: `seeds that judge, ${FULL.judging}; tuning has its own` },
    { option: '--flip', help: 'flips every decision of the mechanism, and says which assertions fail for it' },
    { option: '--list', help: 'what was stored of every paper, measuring nothing' },
    { option: '--stale', help: 'those of which the stored result is of another engine or experiment, or is missing' },
    {
      option: '--json',
      help: 'a list of { id, state, over, claim, gain, spread, arms, assertions, sensitivity, why }; with --list of { id, state }',
    },
  ],
  parse: {
    seeds: { type: 'string' },
    flip: { type: 'boolean' },
    list: { type: 'boolean' },
    stale: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  most: 111,
  async run(input, terminal) {
    const asked = input.text('seeds')
    const seeds = asked === undefined ? FULL.judging : wholeNumber(asked)
    if (seeds === null || seeds < 2) return failure(notWhole('--seeds', asked ?? ''))
    const unknown = input.positionals.find((id) => !listedPapers.some((paper) => paper.id === id))
    if (unknown !== undefined) return failure(noPaper(unknown))
    const wanted = input.positionals.length > 0 ? input.positionals : listedPapers.map(({ id }) => id)
    if (input.flag('list')) return listed(wanted, input, terminal)
    if (input.flag('stale')) return stale(wanted, input, terminal)
    return measured(wanted, seeds, input, terminal)
  },
}

async function listed(ids: readonly string[], input: Input, terminal: Terminal): Promise<Result<null>> {
  const lines = await readStoredLines()
  const rows = ids.map((id) => ({ id, state: lines.find((line) => line.id === id)?.state ?? 'planned' }))
  if (input.flag('json')) terminal.json(rows)
  else terminal.write(listTable(rows))
  return success(null)
}

/** Ends with a failure where something is stale, so that a check can call it. */
async function stale(ids: readonly string[], input: Input, terminal: Terminal): Promise<Result<null>> {
  const rows: { readonly id: string; readonly why: string }[] = []
  for (const id of ids.filter((one) => Object.hasOwn(papers, one))) {
    const why = await whyStale(id)
    if (why !== null) rows.push({ id, why })
  }
  if (input.flag('json')) terminal.json(rows)
  else terminal.write(rows.map(({ id, why }) => `${id}  ${why}\n`).join(''))
  if (rows.length === 0) return success(null)
  return failure({
    code: 'stale-results',
    message: `${rows.length} stored results are stale: ${rows.map(({ id }) => id).join(', ')}.`,
    remedy: 'Measure them again: npm run papers.',
  })
}

async function whyStale(id: string): Promise<string | null> {
  const stored = await readStored(id)
  if (stored === null) return 'nothing is stored'
  const { judged } = await papers[id]()
  if (stored.of !== digestOf(judged)) return 'what it brings before the referee has changed'
  const base = await openBase(judged)
  if (!base.ok) return base.problems[0].message
  const engine = engineOf(base.value.engine.id)
  if (!engine.ok) return engine.problems[0].message
  return engine.value.version === stored.engine.version
    ? null
    : `engine ${stored.engine.id} ${stored.engine.version}, now ${engine.value.version}`
}

/** Several papers are measured in processes of their own, as many at a time as there are cores. */
async function measured(
  ids: readonly string[],
  seeds: number,
  input: Input,
  terminal: Terminal,
): Promise<Result<null>> {
  const running = ids.filter((id) => Object.hasOwn(papers, id))
  const flips = input.flag('flip')
  const one = async (id: string) => reproduced(id, seeds, flips, terminal)
  const options = ['--seeds', String(seeds), ...(flips ? ['--flip'] : [])]
  const found =
    running.length > 1
      ? await inProcesses<Reproduced>(running, (id) => ['reproduce', id, ...options, '--json'], terminal.progress)
      : await Promise.all(running.map(one))
  terminal.endProgress()
  const failed = found.find((row) => !row.ok)
  if (failed && !failed.ok) return failed
  const by = new Map(found.flatMap((row) => (row.ok ? [[row.value.id, row.value] as const] : [])))
  const rows = ids.map((id) => by.get(id) ?? planned(id))
  if (input.flag('json')) terminal.json(rows)
  else terminal.write(flips ? flipTable(rows) : judgedTable(rows))
  return success(null)
}

async function reproduced(
  id: string,
  seeds: number,
  flips: boolean,
  { progress }: Terminal,
): Promise<Result<Reproduced>> {
  const { claim, judged, why } = await papers[id]()
  const shelf = openShelf()
  const effort = flips ? { ...FULL, judging: seeds, sensitivity: 0 } : { ...FULL, judging: seeds }
  const judgement = await judgeNow(judged, shelf, effort, (runs) => progress(`${id}: ${runs} runs`))
  if (!judgement.ok) return judgement
  const { words, setup } = claim
  const row: Reproduced = { id, ...storedOf(judgement.value), claim: { words, setup, ...judged.claim }, why }
  if (!flips) return success(row)
  progress(`${id}: flips`)
  const chosen = Object.fromEntries(judgement.value.arms.map(({ key, tuned }) => [key, tuned]))
  const flipped = await flipDecisions(judged, chosen, shelf, FLIP_SEEDS)
  return flipped.ok ? success({ ...row, flips: flipped.value }) : flipped
}

const planned = (id: string): Reproduced => ({
  ...{ id, state: 'planned', over: null, claim: null, gain: null, spread: null, bound: null },
  ...{ seeds: [], guard: null, arms: [], assertions: [], sensitivity: [], why: null },
})

const noPaper = (id: string) => unknownId({ what: 'paper', id, known: listedPapers.map((paper) => paper.id) })
