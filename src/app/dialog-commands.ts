/** The dialogs as commands, for the box that finds and does. */
import type { Command } from '../panels/commands/command.ts'
import type { DialogName } from './Header.tsx'

const titles: readonly (readonly [DialogName, string, string?])[] = [
  ['share', 'Share: link, embed, citation'],
  ['export', 'Export: files, pictures, traces'],
  ['open', 'Open: link, file or recent experiment'],
  ['help', 'Keys and gestures', '?'],
]

export const dialogCommands = (open: (name: DialogName) => void): readonly Command[] =>
  titles.map(([name, title, keys]) => ({
    id: `dialog-${name}`,
    title,
    group: 'Do',
    ...(keys === undefined ? {} : { keys }),
    run: () => open(name),
  }))
