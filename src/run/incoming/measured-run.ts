/** A measured run of an engine: a row a request, with when its first and its last token came. */
import { readRun } from '../../fidelity/measured-run.ts'
import { success } from '../../kernel/problem.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingRun } from './content.ts'

export const measuredRun: IncomingKind<IncomingRun> = {
  id: 'measured-run',
  title: 'Measured run of an engine (CSV)',
  what: 'run',
  recognises: ({ fields }) => fields.includes('first_token_s'),
  read: (name) =>
    readWhole({
      ...{ name, title: measuredRun.title, most: 100_000_000 },
      read(text) {
        const read = readRun(name, text)
        if (!read.ok) return read
        const rows = { kept: read.value.requests.length, refused: read.value.dropped.length }
        return success({ what: 'run', rows, text, run: read.value })
      },
    }),
}
