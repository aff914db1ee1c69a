/** `explain`: one iteration of a run, operator by operator: time, FLOP, bytes, and which of them set the time. */

import { explain as explainMoment, explainRequest } from '../engines/asked.ts'
import { type BlameReport, blame as blameOf } from '../engines/serving/asked.ts'
import type { Explanation } from '../kernel/engine.ts'
import { limits } from '../kernel/limits.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { answerOf } from '../kernel/question.ts'
import { unknownId } from '../kernel/unknown-id.ts'
import { runToEnd, startArm } from '../run/simulate.ts'
import type { Command } from './command.ts'
import { documentHelp, documentOptions, loadDocument } from './load-document.ts'
import { gatherFiles, openShelf } from './model-files.ts'
import { readyArms } from './run-arms.ts'
import { fourDigits, textTable } from './text-table.ts'

export const explainCommand: Command = {
  name: 'explain',
  synopsis: '[FILE|URL] [--at SECONDS | --request NUMBER] [--arm KEY] [--trace FILE] [--set PATH=VALUE …] [--json]',
  summary: 'Prints the cost of the iteration at a moment: time, bytes and FLOP of each operator, and what bounds it.',
  options: [
    { option: '--at SECONDS', help: 'simulated time; without it the middle of the run' },
    { option: '--request NUMBER', help: 'why a request went the way it did, instead of an iteration' },
    { option: '--arm KEY', help: 'another arm than the first' },
    { option: '--trace FILE', help: 'replay a trace' },
    ...documentHelp,
    { option: '--json', help: 'facts, operators, sentences and, of a request, where its time went, as one object' },
  ],
  parse: {
    ...documentOptions,
    at: { type: 'string' },
    request: { type: 'string' },
    arm: { type: 'string' },
    trace: { type: 'string' },
    json: { type: 'boolean' },
  },
  most: 1,
  async run(input, terminal) {
    const shelf = openShelf()
    const loaded = await loadDocument(input, shelf, terminal)
    if (!loaded.ok) return loaded
    const gathered = await gatherFiles(loaded.value, shelf)
    if (!gathered.ok) return gathered
    const ready = readyArms(loaded.value, shelf, terminal)
    if (!ready.ok) return ready
    const { engine, arms } = ready.value
    const arm = arms.find(({ key }) => key === (input.text('arm') ?? arms[0].key))
    if (arm === undefined)
      return failure(
        noArm(
          String(input.text('arm')),
          arms.map(({ key }) => key),
        ),
      )
    const at = timeOf(input.text('at'))
    if (!at.ok) return at
    if (engine === null) return failure(...ready.value.completed.problems)
    const started = startArm(engine, arm, shelf.resolve(loaded.value).data, shelf.supplies)
    if (!started.ok) return started
    const { simulation } = started.value
    runToEnd(simulation)
    const asked = input.text('request')
    const wanted = asked === undefined ? explainMoment : explainRequest
    if (!Object.hasOwn(simulation.answers ?? {}, wanted.id)) return failure(noWords(engine.id))
    if (asked !== undefined) {
      const why = /^\d{1,9}$/.test(asked) ? answerOf(simulation.answers, explainRequest, Number(asked)) : null
      if (why === null) return failure(noRequest(asked))
      const blame = answerOf(simulation.answers, blameOf, Number(asked))
      if (input.flag('json')) terminal.json({ arm: arm.key, request: Number(asked), ...why, blame: partsOf(blame) })
      else terminal.write(`Request ${asked}\n\n${wordsOf(why)}\n${blame === null ? '' : `\n${blameText(blame)}`}`)
      return success(null)
    }
    const moment = at.value ?? simulation.now / 2
    const explanation = moment > simulation.now ? null : answerOf(simulation.answers, explainMoment, moment)
    if (explanation === null) return failure(nothingThere(moment, simulation.now))
    if (input.flag('json')) terminal.json({ arm: arm.key, at: moment, ...explanation })
    else terminal.write(textOf(explanation))
    return success(null)
  },
}

const partsOf = (blame: BlameReport | null) => blame && { parts: blame.parts, seconds: blame.seconds }

/** Where its time went; parts without any are left out. */
function blameText({ parts, seconds }: BlameReport): string {
  const whole = seconds.reduce((sum, each) => sum + each, 0)
  const rows = parts.flatMap((part, i) =>
    seconds[i] > 0 ? [[part, seconds[i].toFixed(6), `${((100 * seconds[i]) / whole).toFixed(1)} %`]] : [],
  )
  return textTable([['where its time went', 's', 'share'], ...rows, ['all', whole.toFixed(6), '']])
}

function timeOf(text: string | undefined): Result<number | null> {
  if (text === undefined) return success(null)
  const at = text.trim() === '' ? Number.NaN : Number(text)
  if (at >= 0 && at < Number.POSITIVE_INFINITY) return success(at)
  const message = `--at is “${text}”, which is no time in seconds.`
  return failure({ code: 'option-unfit', message, remedy: 'Write for example --at 12.5.' })
}

const noArm = (said: string, keys: readonly string[]): Problem => unknownId({ what: 'arm', id: said, known: keys })

const noWords = (engine: string): Problem => ({
  code: 'nothing-explained',
  message: `The ${engine} engine explains no moments and no requests.`,
  remedy: 'Its figures are those of run, its tracks those of run --csv.',
})

const noRequest = (said: string): Problem => ({
  code: 'request-unknown',
  message: `There is no request “${said}” in this run, or it lasted too long to look at again.`,
  remedy: 'Requests are numbered from 0 in order of arrival; `run --csv` lists them.',
})

const nothingThere = (at: number, end: number): Problem => ({
  code: 'moment-empty',
  message: `No iteration had begun at ${fourDigits(at)} s; the run ends at ${fourDigits(end)} s.`,
  remedy: 'Choose --at between its first iteration and its end.',
})

function textOf(explanation: Explanation): string {
  const { start, end, instance, facts, terms } = explanation
  const total = terms.reduce((sum, { time }) => sum + time, 0)
  const sorted = terms
    .filter(({ time }) => time > 0)
    .sort((a, b) => b.time - a.time || (a.operator < b.operator ? -1 : 1))
  const ms = (seconds: number): string => (seconds === 0 ? '' : (seconds * 1e3).toFixed(4))
  const rows = sorted.map(({ operator, time, flop, bytes, bound, alone }) => [
    operator,
    (time * 1e3).toFixed(4),
    `${((100 * time) / total).toFixed(1)} %`,
    (flop / 1e9).toFixed(2),
    (bytes / 1e6).toFixed(2),
    ...limits.map((limit) => ms(alone[limit])),
    bound,
  ])
  const table = textTable([
    // After bytes, what each limit alone would take, in ms: the longest is the bound.
    ['operator', 'ms', 'share', 'GFLOP', 'MB', ...limits.map((limit) => `${limit} ms`), 'bound'],
    ...rows,
    ['all', (total * 1e3).toFixed(4), '', '', '', ...limits.map(() => ''), ''],
  ])
  const values = facts.map(({ label, value, unit }) => [
    label,
    typeof value === 'number' ? fourDigits(value) : value,
    unit === 'fraction' ? '' : (unit ?? ''),
  ])
  const heading = `Instance ${instance}, iteration from ${start.toFixed(6)} to ${end.toFixed(6)} s\n\n`
  return `${heading}${textTable(values)}\n${table}\n${wordsOf(explanation)}\n`
}

/** The sentences, with the moments they cite written out. */
const wordsOf = ({ sentences, links = [] }: Explanation): string =>
  sentences
    .map((sentence) => sentence.replace(/\{(\d+)\}/g, (_, place) => links[Number(place)]?.label ?? ''))
    .join('\n')
