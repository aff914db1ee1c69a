/**
 * How fast the engine is, measured side by side with a floor: `npm run --silent bench -- [--json] [--quick]`.
 *
 * Race: five processes for each set-up, each running floor and engine in turns, 8 warm-up turns and the median of 5 more;
 * then the median over the processes. Growth: a fresh process for each size. `--quick` leaves out the longest of both.
 */
import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleWorker } from './bundle.ts'
import type { GrowthResult } from './growth.ts'
import { medianOf } from './median.ts'
import type { RaceResult } from './race.ts'
import type { SetUpName } from './set-ups.ts'
import { printTable, type RaceOfProcesses } from './table.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
})

const PROCESSES = 5
const sizes = options.quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]
const list = fileURLToPath(new URL('chat-10k.csv', import.meta.url))
const worker = await bundleWorker()

const result = {
  machine: `${cpus()[0]?.model.trim() ?? 'unknown'} × ${cpus().length}`,
  node: process.version,
  date: new Date().toISOString(),
  measured:
    'CPU time of all threads of the process, from building the cluster to the last event, every track recorded; without reading the list and the summary',
  yardstick: raceOf('yardstick'),
  speculative: raceOf('speculative'),
  experts: raceOf('experts'),
  // Three quarters of a minute a run: left out of a quick one.
  ...(options.quick ? {} : { allExpertLayers: raceOf('allExpertLayers', 1) }),
  growth: sizes.map((size) => inProcess<GrowthResult>('growth', String(size))),
}

if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
else printTable(result)

function raceOf(name: SetUpName, processes = PROCESSES): RaceOfProcesses {
  const results = Array.from({ length: processes }, () => inProcess<RaceResult>('race', name, list))
  const median = (key: 'floorMs' | 'engineMs' | 'ratio') => medianOf(results.map((one) => one[key]))
  const { tokens, iterations } = results[0]
  return {
    floorMs: median('floorMs'),
    engineMs: median('engineMs'),
    ratio: median('ratio'),
    tokens,
    iterations,
    ratios: results.map(({ ratio }) => ratio),
  }
}

/** A worker's failure is the benchmark's: its words are on standard error by then. */
function inProcess<T>(...args: readonly string[]): T {
  process.stderr.write(`bench: ${args.slice(0, 2).join(' ')}\n`)
  const output = execFileSync(process.execPath, [worker, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(output) as T
}
