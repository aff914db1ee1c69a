/**
 * Judges papers and stores what came of it in public/papers, where the page, its list and `reproduce --list` read it:
 *
 *   npm run papers [-- ID …]
 *
 * Without an id all that run. Papers are measured in processes of their own, one a core. With `--index` nothing is measured: the index
 * is made anew of what is stored.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { openShelf } from '../src/cli/model-files.ts'
import { inProcesses } from '../src/cli/processes.ts'
import { readStored } from '../src/cli/stored-results.ts'
import { papers } from '../src/content/papers/index.ts'
import { FULL } from '../src/experiment/referee/referee.ts'
import { digestOf, lineOf, type StoredLine, type StoredResult, storedOf } from '../src/experiment/referee/stored.ts'
import type { Result } from '../src/kernel/problem.ts'
import { engineOf } from '../src/run/engines.ts'
import { FLIP_SEEDS, flipDecisions } from '../src/run/flip-decisions.ts'
import { judgeNow, openBase } from '../src/run/judge.ts'
import { factsOf } from '../src/run/paper-facts.ts'
import { projectRoot } from './source-files.ts'

const FOLDER = join(projectRoot, 'public/papers')
const ONE = '--one'
const INDEX = '--index'

async function judgedAndFlipped(id: string): Promise<StoredResult> {
  const { judged } = await papers[id]()
  const shelf = openShelf()
  const judgement = whole(await judgeNow(judged, shelf, FULL))
  const chosen = Object.fromEntries(judgement.arms.map(({ key, tuned }) => [key, tuned]))
  const flips = whole(await flipDecisions(judged, chosen, shelf, FLIP_SEEDS))
  const base = whole(await openBase(judged))
  const { id: engine, version } = whole(engineOf(base.engine.id))
  return {
    ...{ id, ...storedOf(judgement), flips },
    engine: { id: engine, version },
    of: digestOf(judged),
    command: `npm run papers -- ${id}`,
    date: new Date().toISOString().slice(0, 10),
  }
}

function whole<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.problems[0].message} ${result.problems[0].remedy}`)
  return result.value
}

async function store(wanted: readonly string[]): Promise<number> {
  mkdirSync(FOLDER, { recursive: true })
  const found = await inProcesses<StoredResult>(
    wanted,
    (id) => [ONE, id],
    (words) => stderr.write(`${words}\n`),
  )
  for (const row of found) {
    if (!row.ok) stderr.write(`${row.problems[0].message}\n`)
    else write(`${row.value.id}.json`, row.value)
  }
  write('index.json', await linesOf(Object.keys(papers)))
  return found.every(({ ok }) => ok) ? 0 : 1
}

async function linesOf(ids: readonly string[]): Promise<readonly StoredLine[]> {
  const lines = await Promise.all(
    ids.map(async (id): Promise<readonly StoredLine[]> => {
      const result = await readStored(id)
      return result === null ? [] : [lineOf(result, whole(await factsOf((await papers[id]()).judged)))]
    }),
  )
  return lines.flat()
}

const write = (name: string, content: unknown): void =>
  writeFileSync(join(FOLDER, name), `${JSON.stringify(content, null, 1)}\n`)

const words = argv.slice(2)
if (words[0] === ONE) stdout.write(JSON.stringify([await judgedAndFlipped(words[1])]))
else exit(await store(words[0] === INDEX ? [] : words.length > 0 ? words : Object.keys(papers)))
