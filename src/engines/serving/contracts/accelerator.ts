/** What it runs on. */
import type * as z from 'zod'
import type { Accelerator } from '../../../catalog/accelerator.ts'
import type { Definition } from './definition.ts'

export type AcceleratorDefinition = Definition<string, z.ZodType, Accelerator, null>
