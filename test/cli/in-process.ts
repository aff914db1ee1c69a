/**
 * The command line in this process: what it does with its arguments, what it writes and the exit code that `main.ts` gives the system. A
 * process of its own takes 0.4 s of a core to start; run.test.ts asks that program itself.
 */
import { commandLine } from '../../src/cli/command-line.ts'
import type { Ended } from './spawn.ts'

export async function cli(args: readonly string[]): Promise<Ended> {
  const heard = { stdout: '', stderr: '' }
  const listening = (name: keyof typeof heard) => ({
    write(text: string) {
      heard[name] += text
    },
  })
  const code = await commandLine(args, { stdout: listening('stdout'), stderr: listening('stderr') })
  return { code, ...heard }
}
