/** A file of measured kernels, one kind a family (fidelity/families). */
import { readTable } from '../../fidelity/csv.ts'
import type { Family } from '../../fidelity/family.ts'
import { failure, success } from '../../kernel/problem.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingKernels } from './content.ts'

export const kernelFile = (family: Family): IncomingKind<IncomingKernels> => {
  const title = `Measured kernels: ${family.title} (CSV)`
  return {
    id: `kernels-${family.id}`,
    title,
    what: 'kernels',
    recognises: ({ fields }) => family.columns.every((column) => fields.includes(column)),
    read: (name) =>
      readWhole({
        ...{ name, title, most: 200_000_000 },
        read(text) {
          const table = readTable(text)
          if (table === null || table.rows.length === 0) return failure(noRows(name, title))
          // Which of them can be used depends on the device and the model, which a person may have to name.
          return success({ what: 'kernels', rows: { kept: table.rows.length, refused: 0 }, text, family, table })
        },
      }),
  }
}

const noRows = (name: string, title: string) => ({
  code: 'measurements-no-rows',
  message: `${name} was recognised as ${title} and has a header but no rows.`,
  remedy: 'Give a file with at least one measured row.',
})
