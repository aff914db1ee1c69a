/** Dtypes of weights and KV cache: how many bytes are read, and how fast the multipliers run. */
import * as z from 'zod'
import type { Accelerator } from '../../../catalog/accelerator.ts'
import type { Bytes, FlopPerSecond } from '../../../kernel/units.ts'

export const precision = z
  .strictObject({
    weights: z.enum(['bf16', 'fp8', 'int8', 'int4']).default('bf16').meta({
      label: 'Weights',
      help: 'Fewer bits leave more room for the KV cache and read faster; multiplication speeds up only where the accelerator has the dtype.',
      level: 'basic',
    }),
    kv: z.enum(['bf16', 'fp8', 'int8']).default('bf16').meta({
      label: 'KV cache',
      help: 'One byte a value instead of two doubles the tokens that fit and halves what decode attention reads.',
      level: 'advanced',
    }),
  })
  .meta({ label: 'Precision' })

export type Precision = z.output<typeof precision>

const valueBytes: Readonly<Record<Precision['kv'], Bytes>> = { bf16: 2, fp8: 1, int8: 1 }

/** Bytes of one value in the KV cache. */
export const kvValueBytes = ({ kv }: Precision): Bytes => valueBytes[kv]

/** Peak rate of products with these weights: a dtype the accelerator lacks is unpacked and multiplied in bf16. */
export const matrixRate = ({ flops }: Accelerator, { weights }: Precision): FlopPerSecond =>
  flops[weights] ?? flops.bf16
