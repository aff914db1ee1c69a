/**
 * The command line in this process: what it does with its arguments, what it writes and the exit code that `main.ts` gives the system. A
 * process of its own takes 0.4 s of a core to start; run.test.ts asks that program itself.
 */
import { commandLine } from '../../src/cli/command-line.ts'
import type { Ended } from './spawn.ts'

export type Cli = (args: readonly string[]) => Promise<Ended>

/** A command line with its streams listened to: this one’s, or that of a copy of the sources. */
export const listening =
  (run: typeof commandLine): Cli =>
  async (args) => {
    const heard = { stdout: '', stderr: '' }
    const stream = (name: keyof typeof heard) => ({
      write(text: string) {
        heard[name] += text
      },
    })
    const code = await run(args, { stdout: stream('stdout'), stderr: stream('stderr') })
    return { code, ...heard }
  }

export const cli = listening(commandLine)
