/**
 * Writes what the Accuracy page shows before anyone drops data: the goals, the published points by group and the replayed runs, as
 * statistics of the measurements and never their rows.
 *
 *   npx tsx scripts/accuracy-summaries.ts        LAB_DATA names the folder of the measurements; half a minute
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { readPoints } from '../src/fidelity/published-points.ts'
import type { Result } from '../src/kernel/problem.ts'
import type { AccuracySummaries } from '../src/run/accuracy-summaries.ts'
import { type SimulatedPoint, simulatePublished, spreadsOf } from '../src/run/published.ts'
import { replayTexts } from '../src/run/replay-run.ts'

const FOLDER = env.LAB_DATA ?? '../shared/data'
const FILE = 'src/catalog/accuracy-summaries.json'

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8')
function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems[0].message)
  return result.value
}

const published: SimulatedPoint[] = []
for (const step of simulatePublished(need(readPoints('published', textOf('published-calibration.csv'))).points)) {
  if (step !== null) published.push(step)
}

const replays = readdirSync(join(FOLDER, 'traces'))
  .filter((file) => file.endsWith('_meta.json'))
  .map((meta) => {
    const csv = textOf(`traces/${meta.replace('_meta.json', '.csv')}`)
    const { report, picture, server, told } = need(replayTexts(csv, textOf(`traces/${meta}`)))
    const title = `${told.engine ?? 'an engine'}, ${server.model.title}, ${told.device ?? ''}, ${report.requests} requests`
    return { title, report, picture }
  })

const summaries: AccuracySummaries = {
  command: 'npx tsx scripts/accuracy-summaries.ts',
  published: spreadsOf(published),
  replays,
}
const rounded = JSON.stringify(
  summaries,
  (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value),
  1,
)
writeFileSync(FILE, `${rounded}\n`)
console.log(`${FILE}: ${rounded.length} characters`)
