/** The data sheet of an accelerator that the catalogue lacks. */
import { success } from '../../kernel/problem.ts'
import { hasAll } from '../../traces/incoming/head.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingAccelerator } from './content.ts'

export const deviceSheet: IncomingKind<IncomingAccelerator> = {
  id: 'device-sheet',
  title: 'Data sheet of an accelerator (JSON)',
  what: 'accelerator',
  recognises: ({ object }) => FIGURES.some((figure) => hasAll(object, [figure])),
  read: (name) =>
    readWhole({
      ...{ name, title: deviceSheet.title, most: 100_000 },
      async read(text) {
        const { readDeviceSheet } = await import('../device-sheet.ts')
        const read = readDeviceSheet(name, text)
        return read.ok ? success({ what: 'accelerator', rows: null, device: read.value }) : read
      },
    }),
}

const FIGURES = ['bf16_tflops', 'memory_gb', 'bandwidth_gbs', 'sms']
