/**
 * Writes the measured part of docs/accuracy.md, between its two marks:
 *
 *   npm run --silent cli -- goals DATA --json | npx tsx scripts/accuracy-docs.ts        half a minute, most of it the goals'
 *
 * DATA is the folder of the measurements, which are not shipped: a test holds the form of the table and its goals against the code, and
 * does not measure again.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { GoalRow } from '../src/run/goals.ts'
import { projectRoot } from './source-files.ts'

const PAGE = join(projectRoot, 'docs/accuracy.md')
const [BEGIN, END] = ['<!-- goals: begin -->', '<!-- goals: end -->']

/** A level a line: its statistics, what each was to reach, and on how many rows. */
export function goalsTable(rows: readonly GoalRow[], date: string): string {
  const levels = [...new Set(rows.map(({ level }) => level))]
  const lines = levels.map((level) => {
    const own = rows.filter((row) => row.level === level)
    return `| ${level} | ${own.map(reachedText).join(', ')} | ${own.map(goalText).join(', ')} | ${own[0].rows.toLocaleString('en')} |`
  })
  return [
    `\n\n\`npm run --silent cli -- goals DATA\`, ${date}:\n`,
    '| what | reached | goal | rows |',
    '| --- | --- | --- | --- |',
    ...lines,
    '\n',
  ].join('\n')
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.replace('-', '−')

const reachedText = ({ statistic, reached, isReached }: GoalRow): string =>
  `${statistic} ${percent(reached)}${isReached ? '' : ' (missed)'}`

export const goalText = ({ statistic, goal }: Pick<GoalRow, 'statistic' | 'goal'>): string =>
  `${statistic === 'inside band' ? '≥' : '≤'} ${percent(goal)}`

if (argv[1] === fileURLToPath(import.meta.url)) {
  const rows = JSON.parse(readFileSync(0, 'utf8')) as readonly GoalRow[]
  const [before, after] = readFileSync(PAGE, 'utf8').split(new RegExp(`(?<=${BEGIN})[\\s\\S]*(?=${END})`))
  if (after === undefined) throw new Error(`${PAGE} has no ${BEGIN} … ${END}`)
  writeFileSync(PAGE, before + goalsTable(rows, new Date().toISOString().slice(0, 10)) + after)
}
