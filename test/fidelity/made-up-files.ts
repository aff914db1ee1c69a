/** Two rows of every family of measured kernels, made up: in the shape of what is measured, never copied from it. By family. */
import { fixtures } from '../traces/fixtures.ts'

const PREFIX = 'kernels-'

export const madeUpFiles: Readonly<Record<string, string>> = Object.fromEntries(
  fixtures.filter(({ kind }) => kind.startsWith(PREFIX)).map(({ kind, text }) => [kind.slice(PREFIX.length), text]),
)
