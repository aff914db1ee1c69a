/** Rows of a fused block of experts on one rank of a group. */

import { type MoeBlockFit, type MoeBlockShape, moeBlockTime } from '../../formulas/kernels/moe-block-time.ts'
import { log } from '../../kernel/math.ts'
import { rateOf } from '../devices.ts'
import { BadRow, bytesOf, defineFamily, dtypeIn, numberIn, timeIn } from '../family.ts'

interface Shape extends Omit<MoeBlockShape, 'skew'> {
  readonly dtype: string
  readonly ranks: number
  /** Exponent of the router's skew; 0 is balanced. */
  readonly exponent: number
}

export const moeBlock = defineFamily<Shape>({
  id: 'moe-block',
  title: 'Block of experts',
  columns: ['dtype', 'tokens', 'hidden', 'inter', 'topk', 'experts', 'tp', 'ep', 'distribution', 'latency_ms'],
  unit: 'ms',
  scale: 0.15,
  validity: 'fused kernels with an expert map: each rank keeps buffers for all pairs of the group',
  parameters: [
    { name: 'compute', start: 0.35, least: 0.05, most: 1 },
    { name: 'memory', start: 0.85, least: 0.1, most: 1 },
    { name: 'buffers', start: 0.6, least: 0.1, most: 1.5 },
    { name: 'launch', start: 50e-6, least: 0, most: 200e-6 },
    { name: 'perExpert', start: 50e-9, least: 0, most: 5e-6 },
    { name: 'block', start: 16, least: 4, most: 128 },
    { name: 'blend', start: 1.5, least: 1, most: 8 },
    { name: 'skewLow', start: 0.2, least: 0, most: 4 },
    { name: 'skewHigh', start: 0.3, least: 0, most: 4 },
  ],
  read(record) {
    const size = (column: string) => numberIn(record, column, { least: 1, whole: true })
    const dtype = dtypeIn(record, 'dtype')
    const [tokens, experts, active, ranks] = [size('tokens'), size('experts'), size('topk'), size('ep')]
    if (active > experts) throw new BadRow(`topk is ${active}, more than the ${experts} experts`)
    return {
      device: record.gpu ?? null,
      kind: dtype,
      shape: {
        dtype,
        tokens,
        dim: size('hidden'),
        inner: size('inter') / size('tp'),
        experts,
        expertsHere: Math.max(1, experts / ranks),
        active,
        weightBytes: bytesOf(dtype),
        handled: tokens * active,
        ranks,
        exponent: exponentOf(record.distribution ?? ''),
      },
      measured: timeIn(record, 'latency_ms', 'ms'),
      groups: { ranks: ranks === 1 ? 'one rank' : 'expert parallel' },
    }
  },
  time({ ranks, exponent, dtype, ...shape }, device, fit) {
    const { bandwidth, units } = device
    // The fullest of n ranks: a share more each time that n doubles.
    const rise = exponent === 0 ? 0 : exponent < 1.1 ? fit.skewLow : fit.skewHigh
    const skew = 1 + (rise * log(ranks)) / log(2)
    return moeBlockTime(
      { ...shape, skew },
      { flops: rateOf(device, dtype), bandwidth, units },
      fit as unknown as MoeBlockFit,
    )
  },
})

/** `balanced`, or `power_law_1.2` of that exponent. */
function exponentOf(text: string): number {
  if (text === '' || text === 'balanced' || text === 'uniform') return 0
  const exponent = Number(/^power_law_(\d+(\.\d+)?)$/.exec(text)?.[1])
  if (!Number.isFinite(exponent))
    throw new BadRow(`distribution is “${text.slice(0, 20)}”, and balanced or power_law_1.2 is wanted`)
  return exponent
}
