/** Runs this program again for each of many, in processes of their own, as many at a time as there are cores. */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { argv, execArgv, execPath } from 'node:process'
import { failure, type Result, success } from '../kernel/problem.ts'

/** `argumentsOf` asks one id of the program so that it prints a list of one as JSON. In the order of the ids. */
export async function inProcesses<Row>(
  ids: readonly string[],
  argumentsOf: (id: string) => readonly string[],
  onProgress: (words: string) => void,
): Promise<readonly Result<Row>[]> {
  const rows: Result<Row>[] = []
  const left = [...ids.entries()]
  let done = 0
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [place, id] = next
      rows[place] = await inProcess<Row>(id, argumentsOf(id))
      onProgress(`${++done} of ${ids.length}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), ids.length) }, work))
  return rows
}

function inProcess<Row>(id: string, words: readonly string[]): Promise<Result<Row>> {
  return new Promise((resolve) => {
    const child = spawn(execPath, [...execArgv, argv[1], ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const wrong: Buffer[] = []
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => wrong.push(bytes))
    child.on('error', (error) => resolve(failure(ended(id, error.message))))
    child.on('close', (code) => {
      if (code !== 0) resolve(failure(ended(id, Buffer.concat(wrong).toString().trim())))
      else resolve(success((JSON.parse(Buffer.concat(out).toString()) as readonly Row[])[0]))
    })
  })
}

const ended = (id: string, message: string) => ({
  code: 'process-ended',
  message: `${id}: ${message}`,
  remedy: 'Ask for this one alone to see more.',
})
