/** The accelerators a set-up can choose: every catalogue entry, and one by its data-sheet figures. */
import * as z from 'zod'
import type { Accelerator } from '../../../../catalog/accelerator.ts'
import { accelerators } from '../../../../catalog/accelerators.ts'
import type { AcceleratorDefinition } from '../../contracts/accelerator.ts'
import { customAccelerator } from './custom.ts'

const fromCatalogue = (accelerator: Accelerator): AcceleratorDefinition => ({
  id: accelerator.id,
  role: 'accelerator',
  title: accelerator.title,
  help: `${(accelerator.memory / 1e9).toFixed(1)} GB at ${(accelerator.memoryBandwidth / 1e9).toFixed(0)} GB/s, ${(accelerator.flops.bf16 / 1e12).toFixed(0)} TFLOP/s in bf16.`,
  source: accelerator.source,
  knobs: z.strictObject({}),
  create: () => accelerator,
})

export const acceleratorDefinitions: readonly AcceleratorDefinition[] = [
  ...accelerators.map(fromCatalogue),
  customAccelerator,
]
