/** The command line as a program: the streams of its process, and the exit code. */
import process from 'node:process'
import { commandLine } from './command-line.ts'
import { lineOf } from './terminal.ts'

/** `tokenscope run --json | head -1`: the reader has what it wanted, which is no failure. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      const message = `The output cannot be written: ${error.message}.`
      const problem = { code: 'output-failed', message, remedy: 'Make room for it.' }
      process.stderr.write(`tokenscope: ${lineOf(problem)}\n`)
      process.exit(1)
    })
  }
}

surviveClosedPipes()
process.exitCode = await commandLine(process.argv.slice(2), process)
