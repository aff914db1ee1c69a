/** `sweep`: every point of an experiment (arms × axes × seeds), one run each without tracks, as a table. */
import { writeFileSync } from 'node:fs'
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { pointsOf } from '../experiment/points.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { unknownId } from '../kernel/unknown-id.ts'
import { type MeasuredPoint, measurePoint } from '../run/measure-point.ts'
import type { Shelf } from '../run/shelf.ts'
import { axisOf } from './axis-option.ts'
import type { Command } from './command.ts'
import { csvLine } from './csv-text.ts'
import { figureWords } from './figures.ts'
import { documentHelp, documentOptions, loadDocument } from './load-document.ts'
import { gatherFiles, openShelf } from './model-files.ts'
import { readyArms } from './run-arms.ts'
import { isSystemError, reasonOf } from './source-file.ts'
import { jsonRows, metricIds, numberRows, textRows } from './sweep-rows.ts'
import type { Terminal } from './terminal.ts'
import { notWhole, wholeNumber } from './whole-number.ts'

export const sweepCommand: Command = {
  name: 'sweep',
  synopsis:
    '[FILE|URL] [--axis PATH=V1,V2,… …] [--seeds N] [--metric ID …] [--trace FILE] [--set PATH=VALUE …] [--json | --csv FILE]',
  summary: 'Runs every point of an experiment, arms × axes × seeds, and prints a row of numbers for each.',
  options: [
    { option: '--axis PATH=V1,V2,…', help: 'values of a knob, at most two axes; replaces those of the experiment' },
    { option: '--seeds N', help: 'repeat everything with N seeds from the experiment’s on' },
    { option: '--trace FILE', help: 'replay a trace' },
    ...documentHelp,
    {
      option: '--metric ID',
      help: 'a figure to print (ttft.p99, goodput …), instead of the usual ones; may be repeated',
    },
    { option: '--json', help: 'a list of points with all their metrics' },
    { option: '--csv FILE', help: 'write all metrics as CSV; - is standard output' },
  ],
  parse: {
    ...documentOptions,
    axis: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    metric: { type: 'string', multiple: true },
    trace: { type: 'string' },
    json: { type: 'boolean' },
    csv: { type: 'string' },
  },
  most: 1,
  async run(input, terminal) {
    const shelf = openShelf()
    const loaded = await loadDocument(input, shelf, terminal)
    if (!loaded.ok) return loaded
    const swept = withAxes(loaded.value, input.list('axis'))
    if (!swept.ok) return swept
    const seeds = seedsFrom(swept.value.seed, input.text('seeds'))
    if (!seeds.ok) return seeds
    const gathered = await gatherFiles(swept.value, shelf, 'points')
    if (!gathered.ok) return gathered
    const rows = runPoints(swept.value, seeds.value, shelf, terminal)
    if (!rows.ok) return rows
    const wanted = input.list('metric')
    const known = metricIds(rows.value)
    const unknown = wanted.find((id) => !known.includes(id))
    if (unknown !== undefined) return failure(unknownId({ what: 'metric', id: unknown, known }))
    const file = input.text('csv')
    if (input.flag('json')) terminal.json(jsonRows(rows.value))
    else if (file === undefined) terminal.write(textRows(rows.value, figureWords(swept.value.engine.id), wanted))
    else return writeCsv(file, rows.value, terminal)
    return success(null)
  },
}

const MOST_SEEDS = 1000

function seedsFrom(first: number, text: string | undefined): Result<readonly number[]> {
  if (text === undefined) return success([first])
  const count = wholeNumber(text)
  if (count === null) return failure(notWhole('--seeds', text))
  if (count >= 1 && count <= MOST_SEEDS) return success(Array.from({ length: count }, (_, i) => first + i))
  const message = `--seeds is ${count}; it is a count from 1 to ${MOST_SEEDS}.`
  return failure({ code: 'option-unfit', message, remedy: 'Write for example --seeds 5.' })
}

/** Axes by the keys x and y, as the page has them. */
function withAxes(document: Experiment, given: readonly string[]): Result<Experiment> {
  if (given.length === 0) return success(document)
  if (given.length > 2) {
    const message = `${given.length} axes are given; the most is 2.`
    return failure({ code: 'option-unfit', message, remedy: 'Sweep fewer, or use arms.' })
  }
  let swept = edit(document, 'sweep', undefined)
  for (const [i, text] of given.entries()) {
    const axis = axisOf(document, text)
    if (!axis.ok) return axis
    swept = edit(swept, `sweep.axes.${['x', 'y'][i]}`, axis.value)
  }
  return success(swept)
}

function runPoints(
  document: Experiment,
  seeds: readonly number[],
  shelf: Shelf,
  terminal: Terminal,
): Result<readonly MeasuredPoint[]> {
  const { points, problems } = pointsOf(document, seeds)
  const wrong = problems.find(({ code }) => code !== 'too-many-points')
  if (problems.length > 0) return failure(wrong ?? problems[0])
  // Only for what concerns the whole document: points are checked one by one.
  const missing = readyArms({ ...document, arms: {} }, shelf, terminal)
  if (!missing.ok) return missing
  const rows: MeasuredPoint[] = []
  for (const point of points) {
    terminal.progress(`${rows.length} of ${points.length} points`)
    rows.push(measurePoint(document, point, shelf))
  }
  terminal.endProgress()
  // One hopeless point is a finding; nothing but hopeless points is a mistake.
  const first = rows[0]?.problem
  return first && rows.every(({ problem }) => problem !== null) ? failure(first) : success(rows)
}

function writeCsv(file: string, rows: readonly MeasuredPoint[], terminal: Terminal): Result<null> {
  const text = numberRows(rows).map(csvLine).join('')
  if (file === '-') {
    terminal.write(text)
    return success(null)
  }
  try {
    writeFileSync(file, text)
    return success(null)
  } catch (error) {
    if (!isSystemError(error)) throw error
    return failure(unwritable(file, reasonOf(error)))
  }
}

const unwritable = (file: string, reason: string): Problem => ({
  code: 'file-unwritable',
  message: `${file} cannot be written: ${reason}.`,
  remedy: 'Give --csv a file that you may write.',
})
