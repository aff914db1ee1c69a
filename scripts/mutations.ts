/**
 * Breaks one rule at a time, in a copy of the project, and asks whether a specification notices.
 *
 *   npm run mutations                  every mutation of the table, 2 to 10 s each
 *   npm run mutations -- WORD          those whose name or file has the word
 *   npm run mutations -- --today       a few, other ones every day (what `npm test` runs)
 *   npm run mutations -- --check       runs no test: does every mutation still apply?
 *
 * Exit code 1 when one survives, or no longer applies: then the rule has moved, and its line of the table must follow.
 */
import process from 'node:process'
import { mutationProblems } from './mutations.apply.ts'
import { copyProject } from './mutations.copy.ts'
import type { Mutation } from './mutations.mutation.ts'
import { mutations } from './mutations.table.ts'
import { ofTheDay, today } from './of-the-day.ts'
import { readSourceFiles } from './source-files.ts'

/** Of some 80: every one within three weeks, and half a minute a day. */
const A_DAY = 4

async function main(args: readonly string[]): Promise<number> {
  const words = args.filter((arg) => !arg.startsWith('--'))
  const problems = mutationProblems(mutations, new Map([...readSourceFiles('src'), ...readSourceFiles('test')]))
  for (const problem of problems) console.error(problem)
  console.log(`${mutations.length} mutations: ${problems.length} problems`)
  if (problems.length > 0) return 1
  if (args.includes('--check')) return 0
  const asked = args.includes('--today')
    ? ofTheDay(mutations, ({ name }) => name, today(), A_DAY)
    : mutations.filter(({ name, file }) => words.every((word) => name.includes(word) || file.includes(word)))
  if (asked.length === 0) {
    console.error(`No mutation has ${words.join(' and ')} in its name or file.`)
    return 1
  }
  return (await survivors(asked)) > 0 ? 1 : 0
}

async function survivors(asked: readonly Mutation[]): Promise<number> {
  const copy = copyProject()
  try {
    // The control: what fails without a mutation proves nothing. How long it takes tells when a mutated run hangs.
    const specifications = [...new Set(asked.flatMap(({ noticedBy }) => noticedBy))]
    const { outcome, seconds } = await copy.run(specifications, 3600)
    if (outcome !== 'passed') {
      console.error(`These fail without any mutation, and must be right first: ${specifications.join(' ')}`)
      return asked.length
    }
    let surviving = 0
    for (const mutation of asked) {
      const mutatedOutcome = await copy.runMutated(mutation, 60 + 10 * seconds)
      if (mutatedOutcome === 'passed') surviving++
      console.log(`${verdicts[mutatedOutcome].padEnd(10)} ${mutation.name}`)
    }
    console.log(`${asked.length - surviving} of ${asked.length} noticed`)
    return surviving
  } finally {
    copy.remove()
  }
}

/** An endless run is a notice, too: the suite does not pass. */
const verdicts = { passed: 'SURVIVES', failed: 'noticed', hung: 'hangs' } as const

process.exitCode = await main(process.argv.slice(2))
