/** `goals`: what the cost model was meant to reach, and what it reaches on measurements that were kept out of its fits. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { readPoints } from '../fidelity/published-points.ts'
import { failure, success } from '../kernel/problem.ts'
import { type GoalRow, goalRow, kernelGoals, publishedGoals } from '../run/goals.ts'
import { type ReplayReport, replayTexts } from '../run/replay-run.ts'
import type { Command } from './command.ts'
import { readText } from './source-file.ts'
import type { Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'

const LARGEST = 100_000_000

export const goalsCommand: Command = {
  name: 'goals',
  synopsis: '[FOLDER] [--json]',
  summary: 'Measures the goals of the cost model on data that was kept out of its fits, and prints the table.',
  options: [
    { option: 'FOLDER', help: 'kernels/*.csv, published-calibration.csv, traces/*_meta.json; else LAB_DATA' },
    { option: '--json', help: 'the rows: level, statistic, goal, reached, rows, isReached' },
  ],
  parse: { json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const folder = input.positionals[0] ?? env.LAB_DATA
    if (folder === undefined) return failure(noFolder)
    const rows = [
      ...(await ofKernels(join(folder, 'kernels'), terminal)),
      ...(await ofPoints(join(folder, 'published-calibration.csv'), terminal)),
      ...(await ofRuns(join(folder, 'traces'), terminal)),
    ]
    terminal.endProgress()
    if (rows.length === 0) return failure(nothing(folder))
    if (input.flag('json')) terminal.json(rows)
    else terminal.write(tableOf(rows))
    return success(null)
  },
}

const namesIn = async (folder: string): Promise<readonly string[]> => (await readdir(folder).catch(() => [])).toSorted()

async function textOf(file: string, terminal: Terminal): Promise<string> {
  const text = await readText(file, LARGEST, terminal)
  return text.ok ? text.value : ''
}

async function ofKernels(folder: string, terminal: Terminal): Promise<readonly GoalRow[]> {
  const rows: GoalRow[] = []
  for (const name of (await namesIn(folder)).filter((file) => file.endsWith('.csv'))) {
    terminal.progress(name)
    rows.push(...kernelGoals(name, await textOf(join(folder, name), terminal)))
  }
  return rows
}

async function ofPoints(file: string, terminal: Terminal): Promise<readonly GoalRow[]> {
  const read = readPoints(file, await textOf(file, terminal))
  if (!read.ok) return []
  const work = publishedGoals(read.value.points)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    terminal.progress(`published points: ${step.value} simulated`)
  }
}

/** Runs with their set-up beside them, as `NAME.csv` and `NAME_meta.json`. */
async function ofRuns(folder: string, terminal: Terminal): Promise<readonly GoalRow[]> {
  const rows: GoalRow[] = []
  for (const meta of (await namesIn(folder)).filter((file) => file.endsWith('_meta.json'))) {
    const name = meta.replace(/_meta\.json$/, '')
    const replay = replayTexts(
      await textOf(join(folder, `${name}.csv`), terminal),
      await textOf(join(folder, meta), terminal),
    )
    if (replay.ok) rows.push(...ofReplay(name, replay.value.report))
  }
  return rows
}

/** Means within 2 %, p50 and p99 within 5 %; curves within 5 % of the capacity and 10 % of the requests. */
function ofReplay(name: string, report: ReplayReport): readonly GoalRow[] {
  const { requests, curves } = report
  return [
    ...(['ttft', 'tpot', 'e2e'] as const).flatMap((figure) =>
      (['mean', 'p50', 'p99'] as const).map((statistic) =>
        goalRow(
          `${name}: ${figure}`,
          statistic,
          statistic === 'mean' ? 0.02 : 0.05,
          report[figure][statistic].error,
          requests,
        ),
      ),
    ),
    goalRow(`${name}: KV occupancy, of the capacity`, 'mean', 0.05, curves.kv, requests),
    goalRow(`${name}: waiting, of the requests`, 'mean', 0.1, curves.waiting / requests, requests),
  ]
}

function tableOf(rows: readonly GoalRow[]): string {
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`
  return textTable([
    ['level', 'statistic', 'goal', 'reached', 'rows', ''],
    ...rows.map(({ level, statistic, goal, reached, rows: count, isReached }) => [
      level,
      statistic,
      `${statistic === 'inside band' ? '≥' : '≤'} ${share(goal)}`,
      share(reached),
      `${count}`,
      isReached ? 'yes' : 'no',
    ]),
  ])
}

const noFolder = {
  code: 'argument-missing',
  message: 'goals needs the folder of the measurements.',
  remedy: 'Write for example: tokenscope goals data, or name the folder in LAB_DATA.',
} as const

const nothing = (folder: string) =>
  ({
    code: 'goals-without-data',
    message: `${folder} holds no measurement that a goal is of.`,
    remedy: 'It should have kernels/*.csv, published-calibration.csv or traces/*_meta.json.',
  }) as const
