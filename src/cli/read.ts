/** `read`: what a file is, among everything that the lab takes in, what was read of it, and which command it is for. */
import { success } from '../kernel/problem.ts'
import type { Incoming } from '../run/incoming/content.ts'
import { kindNames, type Read } from '../run/incoming/read-incoming.ts'
import { uses } from '../run/incoming/uses.ts'
import type { Command } from './command.ts'
import { nameOf, readIncomingFile } from './incoming-file.ts'
import { textTable } from './text-table.ts'

export const readCommand: Command = {
  name: 'read',
  synopsis: '[FILE] [--json]',
  summary: 'Says what a file is and which command takes it; without a file, every kind that is known.',
  options: [{ option: '--json', help: 'as one object' }],
  parse: { json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const [file] = input.positionals
    if (file === undefined) {
      const kinds = kindNames()
      if (input.flag('json')) terminal.json(kinds)
      else terminal.write(textTable([['kind', 'what it is'], ...kinds.map(({ id, title }) => [id, title])]))
      return success(null)
    }
    const read = await readIncomingFile(file, terminal)
    if (!read.ok) return read
    const facts = factsOf(nameOf(file), read.value)
    if (input.flag('json')) terminal.json(facts)
    else terminal.write(textOf(facts))
    return success(null)
  },
}

const factsOf = (name: string, { kind, others, content }: Read<Incoming>) => ({
  name,
  kind: kind.id,
  title: kind.title,
  what: kind.what,
  /** Kinds that it could be read as too. */
  others: others.map(({ id, title, what }) => ({ id, title, what })),
  rows: content.rows,
  use: uses[kind.what].onCommandLine,
})

function textOf({ name, title, what, others, rows, use }: ReturnType<typeof factsOf>): string {
  const counted = rows === null ? '' : `, ${rows.kept} rows read, ${rows.refused} refused`
  const lines = [
    `${name}: ${title}${counted}`,
    `  It is ${uses[what].title}. ${use}`,
    ...others.map((one) => `  It could also be read as ${one.title}. ${uses[one.what].onCommandLine}`),
  ]
  return `${lines.join('\n')}\n`
}
