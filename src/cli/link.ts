/** `link`: the experiment as the fragment of an address, after whatever the options change. */
import { encode } from '../experiment/link.ts'
import { success } from '../kernel/problem.ts'
import { Shelf } from '../run/shelf.ts'
import type { Command } from './command.ts'
import { documentHelp, documentOptions, loadDocument } from './load-document.ts'

export const linkCommand: Command = {
  name: 'link',
  synopsis: '[FILE|URL] [--trace FILE] [--set PATH=VALUE …] [--seed N]',
  summary: 'Prints the experiment as the fragment of a link, to put behind the address of the page.',
  options: [{ option: '--trace FILE', help: 'name a trace in the link, by its content' }, ...documentHelp],
  parse: { ...documentOptions, trace: { type: 'string' } },
  most: 1,
  async run(input, terminal) {
    const loaded = await loadDocument(input, new Shelf(), terminal)
    if (!loaded.ok) return loaded
    terminal.write(`${encode(loaded.value)}\n`)
    return success(null)
  },
}
