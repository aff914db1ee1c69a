/** `run`: simulates every arm of an experiment to its end and prints its summary. */
import type { Experiment } from '../experiment/document.ts'
import { encode } from '../experiment/link.ts'
import type { Summary } from '../kernel/engine.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { engineOf } from '../run/engines.ts'
import type { LiveRun } from '../run/live-run.ts'
import { type ArmBands, measureBand } from '../run/measure-band.ts'
import type { Shelf } from '../run/shelf.ts'
import type { Command } from './command.ts'
import { figureWords, valuesById } from './figures.ts'
import { documentHelp, documentOptions, loadDocument } from './load-document.ts'
import { gatherFiles, openShelf } from './model-files.ts'
import { prefixNote, prefixNoteText } from './prefix-note.ts'
import { runArms } from './run-arms.ts'
import { writeRunCsv } from './run-csv.ts'
import { summaryTable } from './summary-table.ts'
import type { Terminal } from './terminal.ts'

export const runCommand: Command = {
  name: 'run',
  synopsis: '[FILE|URL] [--trace FILE] [--set PATH=VALUE …] [--seed N] [--band] [--json] [--csv DIR]',
  summary: 'Simulates an experiment and prints latencies, tokens emitted, KV cache and digest.',
  options: [
    { option: '--trace FILE', help: 'replay a trace (tokenscope read lists the kinds); - is standard input' },
    ...documentHelp,
    { option: '--band', help: 'p10 and p90 of every figure over 24 draws of what the cost model is unsure of' },
    { option: '--json', help: 'one object: the baseline arm, the others below "arms"' },
    {
      option: '--csv DIR',
      help: 'write requests.csv and tracks/*.csv, in a folder per arm where there are several',
    },
  ],
  parse: {
    ...documentOptions,
    trace: { type: 'string' },
    band: { type: 'boolean' },
    json: { type: 'boolean' },
    csv: { type: 'string' },
  },
  most: 1,
  async run(input, terminal) {
    const shelf = openShelf()
    const loaded = await loadDocument(input, shelf, terminal)
    if (!loaded.ok) return loaded
    const document = loaded.value
    const gathered = await gatherFiles(document, shelf)
    if (!gathered.ok) return gathered
    const live = runArms(document, shelf, terminal)
    if (!live.ok) return live
    const folder = input.text('csv')
    const written = folder === undefined ? success(null) : writeRunCsv(live.value, folder)
    if (!written.ok) return written
    const [first] = Object.values(live.value.summaries())
    const prefix = prefixNote(document, shelf, first)
    const bands = input.flag('band') ? bandsFor(document, shelf, terminal) : success({})
    if (!bands.ok) return bands
    if (input.flag('json'))
      return jsonOf(document, live.value, (value) =>
        terminal.json({ ...value, prefix, ...(input.flag('band') ? { band: bands.value } : {}) }),
      )
    terminal.write(summaryTable(live.value.summaries(), figureWords(document.engine.id), bands.value))
    if (prefix) terminal.write(prefixNoteText(prefix))
    terminal.write(`\nlink     ${linkOf(document, live.value)}\n`)
    return success(null)
  },
}

function bandsFor(document: Experiment, shelf: Shelf, terminal: Terminal): Result<ArmBands> {
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const { band } = engine.value.describe()
  if (!band) return failure(noBand)
  const bands = measureBand(document, band, shelf, (done, of) => terminal.progress(`band: run ${done + 1} of ${of}`))
  terminal.endProgress()
  return bands
}

const noBand: Problem = {
  code: 'no-band',
  message: 'This engine computes its figures and foretells none: there is nothing to draw.',
  remedy: 'Leave --band out.',
}

/** One object for the baseline, so that `jq .ttft.p99` needs no path; the other arms by their keys. */
function jsonOf(document: Experiment, live: LiveRun, write: (value: object) => void): Result<null> {
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const [[baseline, first], ...others] = Object.entries(live.summaries())
  write({
    ...reportOf(first),
    arm: baseline,
    arms: Object.fromEntries(others.map(([key, summary]) => [key, reportOf(summary)])),
    engine: engine.value.id,
    version: engine.value.version,
    seed: document.seed,
    link: linkOf(document, live),
  })
  return success(null)
}

/** Figures by id, as in the rows of a sweep; what else the engine reports stands beside them. */
const reportOf = ({ digest, ending, validity, metrics, report }: Summary) => ({
  ...{ digest, ending, validity, ...report },
  metrics: valuesById(metrics),
})

/** With the digest, so that who opens it sees whether the numbers are the same. */
function linkOf(document: Experiment, live: LiveRun): string {
  const [first] = Object.values(live.summaries())
  return encode(document, { digest: first.digest })
}
