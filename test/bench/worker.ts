/** One process of the benchmark: `race NAME LIST` or `growth REQUESTS`. Prints its result as one line of JSON. */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { readTrace } from '../../src/traces/read-trace.ts'
import { growth } from './growth.ts'
import { race } from './race.ts'
import { setUpNames } from './set-ups.ts'

const [task, what, file] = process.argv.slice(2)

if (task === 'growth') print(growth(Number(what)))
else {
  const name = setUpNames.find((one) => one === what)
  if (name === undefined) throw new Error(`no set-up is called ${what}`)
  const read = await readTrace('chat-10k.csv', [readFileSync(file, 'utf8')])
  if (!read.ok) throw new Error(read.problems[0].message)
  print(race(name, read.value.table))
}

function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
