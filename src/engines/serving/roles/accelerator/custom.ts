/** An accelerator by its data-sheet figures. Defaults are those of an H100 SXM, rounded. */
import * as z from 'zod'
import type { Accelerator } from '../../../../catalog/accelerator.ts'
import { GB, gbps, tflops } from '../../../../kernel/units.ts'
import type { Definition } from '../../contracts/definition.ts'

const rate = (value: number, least: number, label: string, help: string) =>
  z
    .number()
    .min(least)
    .max(1e6)
    .default(value)
    .meta({ label, unit: 'TFLOP/s', help, level: 'basic', slider: [least, 10_000], scale: 'linear' })

const knobs = z.strictObject({
  memoryGB: z
    .number()
    .min(0.1)
    .max(1e5)
    .default(80)
    .meta({
      label: 'Memory',
      unit: 'GB',
      help: 'Memory a program can use, in units of 10^9 bytes: what weights leave of it holds the KV cache.',
      level: 'basic',
      slider: [4, 512],
      scale: 'log',
    }),
  bandwidthGBs: z
    .number()
    .min(1)
    .max(1e6)
    .default(3350)
    .meta({
      label: 'Memory bandwidth',
      unit: 'GB/s',
      help: 'Decode gets faster in proportion to it.',
      level: 'basic',
      slider: [50, 20_000],
      scale: 'log',
    }),
  bf16Tflops: rate(989, 0.01, 'bf16 rate', 'Dense rate in bf16, without sparsity: prefill gets faster with it.'),
  fp8Tflops: rate(1979, 0, 'fp8 rate', 'Dense rate in fp8; 0 when it has none, and fp8 weights then multiply in bf16.'),
  int8Tflops: rate(1979, 0, 'int8 rate', 'Dense rate in int8; 0 when it has none, and int8 weights multiply in bf16.'),
  units: z
    .int()
    .min(1)
    .max(100_000)
    .default(132)
    .meta({
      label: 'Compute units',
      unit: 'units',
      help: 'Streaming multiprocessors or cores: small kernels need enough tiles to fill them.',
      level: 'advanced',
      slider: [1, 512],
      scale: 'log',
    }),
  powerW: z
    .number()
    .min(0.1)
    .max(1e5)
    .default(700)
    .meta({
      label: 'Power',
      unit: 'W',
      help: 'Board power at full load: energy per token rises with it.',
      level: 'advanced',
      slider: [5, 2000],
      scale: 'log',
    }),
})

export const customAccelerator: Definition<'custom', typeof knobs, Accelerator, null> = {
  id: 'custom',
  isFromKnobs: true,
  role: 'accelerator',
  title: 'Custom accelerator',
  help: 'Any accelerator by its data-sheet figures; its links are PCIe 5.0 unless the set-up names others.',
  knobs,
  create: (figures) => ({
    id: 'custom',
    title: 'Custom accelerator',
    memory: GB(figures.memoryGB),
    memoryBandwidth: gbps(figures.bandwidthGBs),
    flops: {
      bf16: tflops(figures.bf16Tflops),
      ...(figures.fp8Tflops > 0 ? { fp8: tflops(figures.fp8Tflops) } : {}),
      ...(figures.int8Tflops > 0 ? { int8: tflops(figures.int8Tflops) } : {}),
    },
    units: figures.units,
    peerLink: 'pcie-5-x16',
    hostLink: 'pcie-5-x16',
    node: 8,
    power: figures.powerW,
    source: 'given in the document',
  }),
}
