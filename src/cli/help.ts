/** What `--help` prints, for the program and for one command; and `--version`. */
import { engineIds, engineOf, openEngine } from '../run/engines.ts'
import type { Command, OptionHelp } from './command.ts'
import { commands } from './commands.ts'
import { VERSION } from './version.ts'

export async function generalHelp(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  return [
    'Tokenscope: a lab for LLM inference on the command line.\n\n',
    'Usage: tokenscope COMMAND [ARGUMENTS]\n\n',
    listing(all.map(({ name, summary }) => ({ option: name, help: summary }))),
    '\nFILE is an experiment as the page exports it, URL a link to one (nothing is downloaded: the link is the experiment).\n',
    'Without either it is the default experiment. tokenscope COMMAND --help lists the options; --version prints the version.\n',
    'Results go to standard output, progress and notes to standard error. Exit code 1: the input cannot be used.\n',
  ].join('')
}

export function commandHelp({ name, synopsis, summary, options }: Command): string {
  return [
    `Usage: tokenscope ${name} ${synopsis}\n\n${summary}\n\n`,
    listing([
      ...options,
      { option: '--progress', help: 'progress on standard error also where that is no terminal' },
      { option: '--help', help: 'this text' },
    ]),
  ].join('')
}

export async function versionText(): Promise<string> {
  for (const id of engineIds) await openEngine(id)
  const known = engineIds
    .flatMap((id) => {
      const engine = engineOf(id)
      return engine.ok ? [`${id} ${engine.value.version}`] : []
    })
    .join(', ')
  return `tokenscope ${VERSION} (engines: ${known})\n`
}

function listing(rows: readonly OptionHelp[]): string {
  const width = Math.max(...rows.map(({ option }) => option.length))
  return rows.map(({ option, help }) => `  ${option.padEnd(width)}  ${help}\n`).join('')
}
