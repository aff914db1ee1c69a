/** An experiment as Export writes it. */

import { LONGEST_FILE, openFile, toFile } from '../../experiment/file.ts'
import { success } from '../../kernel/problem.ts'
import { hasAll } from '../../traces/incoming/head.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingExperiment } from './content.ts'

export const experimentFile: IncomingKind<IncomingExperiment> = {
  id: 'experiment',
  title: 'Experiment of this lab (JSON)',
  what: 'experiment',
  recognises: ({ object }) => hasAll(object, ['v']) && (hasAll(object, ['setup']) || hasAll(object, ['engine'])),
  read: (name) =>
    readWhole({
      ...{ name, title: experimentFile.title, most: LONGEST_FILE },
      async read(text) {
        const read = await openFile(text)
        return read.ok ? success({ what: 'experiment', rows: null, ...read.value }) : read
      },
    }),
  write: ({ document }) => toFile(document),
}
