/** `place`: which placement of prompts and answers carries most for each accelerator, and how many copies carry a rate. */
import { BASELINE, type Experiment } from '../experiment/document.ts'
import { get } from '../experiment/path.ts'
import { setupOf } from '../experiment/setup-of.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { attainmentOf } from '../run/attainment.ts'
import { measureFigures } from '../run/measure-point.ts'
import { type Candidate, type PlacedRate, type PlacementQuery, searchPlacements } from '../run/placement-search.ts'
import type { RateSpec } from '../run/rate-search.ts'
import type { Command, Input } from './command.ts'
import { documentHelp, documentOptions, loadDocument } from './load-document.ts'
import { gatherFiles, openShelf } from './model-files.ts'
import { readyArms } from './run-arms.ts'
import { fourDigits, textTable } from './text-table.ts'
import { notWhole, wholeNumber } from './whole-number.ts'

const RATE = 'workload.rate'
const SEEDS = 2
/** Of any of the counts. */
const MOST = 64

export const placeCommand: Command = {
  name: 'place',
  synopsis: '[FILE|URL] [--arm KEY] [--most N] [--node N] [--affinity high|low] [--target SHARE] [--rate R] [--json]',
  summary: 'Tries every placement of prompts and answers on so many accelerators and prints what each carries.',
  options: [
    { option: '--arm KEY', help: `the arm whose set-up is placed, ${BASELINE}` },
    { option: '--most N', help: 'accelerators that a copy may take, 4' },
    { option: '--node N', help: 'accelerators of a node, 8' },
    {
      option: '--affinity high|low',
      help: 'high: links between nodes are fast, the phases lie anywhere; low: KV stays in a node',
    },
    { option: '--target SHARE', help: 'share of requests within their limits, 0.9' },
    { option: '--rate R', help: 'requests a second that all copies together are to carry' },
    { option: '--seeds N', help: `seeds of each rate, ${SEEDS}` },
    ...documentHelp,
    { option: '--json', help: 'a list of { candidate, rate, perDevice, outcome }, best first' },
  ],
  parse: {
    ...documentOptions,
    arm: { type: 'string' },
    most: { type: 'string' },
    node: { type: 'string' },
    affinity: { type: 'string' },
    target: { type: 'string' },
    rate: { type: 'string' },
    seeds: { type: 'string' },
    json: { type: 'boolean' },
  },
  most: 1,
  async run(input, terminal) {
    const shelf = openShelf()
    const loaded = await loadDocument(input, shelf, terminal)
    if (!loaded.ok) return loaded
    const document = loaded.value
    const asked = askedOf(input, document)
    if (!asked.ok) return asked
    const { arm, query, spec, rate } = asked.value
    const gathered = await gatherFiles(document, shelf, 'points')
    if (!gathered.ok) return gathered
    const ready = readyArms(document, shelf, terminal)
    if (!ready.ok) return ready
    const search = searchPlacements({ document, arm, path: RATE, query, spec }, (of) =>
      attainmentOf(of, measureFigures(shelf)),
    )
    const found: PlacedRate[] = []
    for await (const one of search) {
      found.push(one)
      terminal.progress(`${found.length} placements, ${wordsOf(one.candidate)}`)
    }
    terminal.endProgress()
    const inOrder = [...found].sort((a, b) => (b.perDevice ?? -1) - (a.perDevice ?? -1))
    if (input.flag('json')) terminal.json(inOrder)
    else terminal.write(`${tableOf(inOrder)}${copiesOf(inOrder[0], rate)}`)
    return success(null)
  },
}

interface Asked {
  readonly arm: string
  readonly query: PlacementQuery
  readonly spec: RateSpec
  readonly rate: number | null
}

function askedOf(input: Input, document: Experiment): Result<Asked> {
  const arm = input.text('arm') ?? BASELINE
  const known = Object.keys(document.arms).length > 0 ? Object.keys(document.arms) : [BASELINE]
  if (!known.includes(arm)) return failure(unfit(`--arm is ${arm}; the experiment has ${known.join(', ')}.`))
  const start = get(setupOf(document, arm), 'workload.knobs.rate')
  if (typeof start !== 'number') return failure(noRate)
  const counts: Record<string, number> = {}
  for (const [name, value] of Object.entries({ most: 4, node: 8, seeds: SEEDS })) {
    const count = input.text(name) === undefined ? value : wholeNumber(input.text(name) ?? '')
    if (count === null) return failure(notWhole(`--${name}`, input.text(name) ?? ''))
    if (count < 1 || count > MOST) return failure(unfit(`--${name} is ${count}; it is a count from 1 to ${MOST}.`))
    counts[name] = count
  }
  const affinity = input.text('affinity') ?? 'high'
  if (affinity !== 'high' && affinity !== 'low') return failure(unfit(`--affinity is ${affinity}; it is high or low.`))
  const target = Number(input.text('target') ?? 0.9)
  if (!(target > 0 && target <= 1))
    return failure(unfit(`--target is ${input.text('target')}; it is above 0, at most 1.`))
  const rate = input.text('rate') === undefined ? null : Number(input.text('rate'))
  if (rate !== null && !(rate > 0)) return failure(unfit(`--rate is ${input.text('rate')}; it is above 0.`))
  const seeds = Array.from({ length: counts.seeds }, (_, i) => document.seed + i)
  const spec = { start, min: 0.001, max: 10_000, target, tolerance: 0.05, seeds, confirmSeeds: [], most: 40 }
  return success({ arm, query: { most: counts.most, node: counts.node, affinity }, spec, rate })
}

const degrees = ({ tensor, pipeline }: { readonly tensor: number; readonly pipeline: number }): string =>
  pipeline > 1 ? `TP${tensor} PP${pipeline}` : `TP${tensor}`

const wordsOf = (candidate: Candidate): string =>
  candidate.kind === 'together'
    ? `together ${degrees(candidate.whole)}`
    : `prompts ${degrees(candidate.prefill)}, answers ${degrees(candidate.decode)}`

const whyOf = ({ outcome }: PlacedRate): string =>
  outcome.kind === 'refused'
    ? outcome.problem.message
    : outcome.kind === 'never'
      ? 'a request alone misses its limits'
      : outcome.kind === 'undecided'
        ? 'undecided'
        : outcome.kind === 'always'
          ? 'or more'
          : ''

const tableOf = (found: readonly PlacedRate[]): string =>
  textTable([
    ['placement', 'accelerators', 'requests/s', 'for each', ''],
    ...found.map((one) => [
      wordsOf(one.candidate),
      `${one.candidate.devices}`,
      fourDigits(one.rate),
      fourDigits(one.perDevice),
      whyOf(one),
    ]),
  ])

function copiesOf(best: PlacedRate | undefined, rate: number | null): string {
  if (rate === null || best === undefined || best.rate === null) return ''
  const copies = Math.ceil(rate / best.rate)
  return `${rate} requests/s: ${copies} × ${wordsOf(best.candidate)}, ${copies * best.candidate.devices} accelerators\n`
}

const unfit = (message: string): Problem => ({
  code: 'option-unfit',
  message,
  remedy: 'See place --help.',
})

const noRate: Problem = {
  code: 'option-unfit',
  message: 'This workload has no arrival rate that could be searched.',
  remedy: 'Choose one with requests/s: --set workload=poisson.',
}
