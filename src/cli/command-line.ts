/**
 * What the command line does, whoever its streams are: finds the command, parses its options, and turns whatever goes wrong into one
 * clear line. Exit codes: 0 done, 1 the input cannot be used, 2 no such command or option, 70 a mistake of ours.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { didYouMean } from '../kernel/near-matches.ts'
import type { Problem } from '../kernel/problem.ts'
import { type Command, Input } from './command.ts'
import { commands } from './commands.ts'
import { commandHelp, generalHelp, versionText } from './help.ts'
import { createTerminal, lineOf, type Streams } from './terminal.ts'

const always = { help: { type: 'boolean', short: 'h' }, progress: { type: 'boolean' } } as const

/** Runs one command to its end; its exit code. */
export async function commandLine([name = 'open', ...rest]: readonly string[], streams: Streams): Promise<number> {
  const { stdout, stderr } = streams
  const refuse = (problem: Problem, code: number): number => {
    stderr.write(`tokenscope: ${lineOf(problem)}\n`)
    return code
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    stdout.write(await generalHelp())
    return 0
  }
  if (name === '--version' || name === '-v') {
    stdout.write(await versionText())
    return 0
  }
  if (!Object.hasOwn(commands, name)) return refuse(unknownCommand(name), 2)
  const command = await commands[name]()
  const input = parse(command, rest)
  if (!(input instanceof Input)) return refuse(input, 2)
  if (input.flag('help')) {
    stdout.write(commandHelp(command))
    return 0
  }
  try {
    const done = await command.run(input, createTerminal(input.flag('progress') ? 'always' : 'when-watched', streams))
    return done.ok ? 0 : refuse(done.problems[0], 1)
  } catch (error) {
    // A stack would be read by nobody but us: it is shown where it is asked for.
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    if (process.env.TOKENSCOPE_STACK) console.error(error)
    return refuse(
      { code: 'invariant-broken', message, remedy: 'This is a mistake of the lab: please report it with the command.' },
      70,
    )
  }
}

function parse(command: Command, args: readonly string[]): Input | Problem {
  try {
    const options = { ...command.parse, ...always }
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length <= command.most) return new Input(positionals, values)
    const message = `${command.name} takes ${command.most === 0 ? 'no argument' : 'one argument'}, and “${positionals[command.most]}” is one too many.`
    return { code: 'arguments-too-many', message, remedy: `See tokenscope ${command.name} --help.` }
  } catch (error) {
    // parseArgs throws on unknown options and missing values; its words are for people.
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. To specify')
    const typed = /'--([\w-]+)'/.exec(sentence)?.[1] ?? ''
    const near = didYouMean(typed, Object.keys(command.parse)).replace(/(mean|or) /g, '$1 --')
    const remedy = `${near}See tokenscope ${command.name} --help.`
    return { code: 'option-unknown', message: `${sentence.replace(/\.?$/, '.')}`, remedy }
  }
}

function unknownCommand(name: string): Problem {
  const names = Object.keys(commands)
  return {
    code: 'command-unknown',
    message: `There is no command “${name}”.`,
    remedy: `${didYouMean(name, names)}Commands: ${names.join(', ')}; see tokenscope --help.`,
  }
}
