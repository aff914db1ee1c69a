/** Rows of one matrix product each. */
import { type GemmFit, type GemmShape, gemmTime } from '../../formulas/kernels/gemm-time.ts'
import { rateOf } from '../devices.ts'
import { BadRow, bytesOf, defineFamily, dtypeIn, type FitParameter, numberIn, timeIn } from '../family.ts'

interface Shape extends GemmShape {
  readonly dtype: string
}

/** Of every product by tiles and waves, whatever else a family has. */
export const tileParameters: readonly FitParameter[] = [
  { name: 'compute', start: 0.9, least: 0.3, most: 1 },
  { name: 'memory', start: 0.8, least: 0.3, most: 1 },
  { name: 'launch', start: 3e-6, least: 0, most: 40e-6 },
  { name: 'smallTile', start: 0.9, least: 0.6, most: 1 },
  { name: 'blend', start: 3.5, least: 1.2, most: 8 },
  { name: 'ramp', start: 150, least: 0, most: 600 },
]

export const gemm = defineFamily<Shape>({
  id: 'gemm',
  title: 'GEMM',
  columns: ['dtype', 'm', 'n', 'k', 'latency_ms'],
  unit: 'ms',
  scale: 0.05,
  validity: 'm from 1, n and k from 1,024 on; below that launches rule',
  parameters: [...tileParameters, { name: 'conversion', start: 0.084, least: 0.02, most: 0.5 }],
  read(record) {
    const dtype = dtypeIn(record, 'dtype')
    if (dtype === 'float32') throw new BadRow('dtype is float32, which no engine multiplies in')
    const size = (column: string) => numberIn(record, column, { least: 1, whole: true })
    const [m, n, k] = [size('m'), size('n'), size('k')]
    const weightBytes = bytesOf(dtype)
    // Weights of 4 bits are unpacked: what is multiplied has 16.
    const activationBytes = weightBytes < 1 ? 2 : weightBytes
    return {
      device: record.gpu ?? null,
      kind: dtype,
      shape: { dtype, m, n, k, weightBytes, activationBytes },
      measured: timeIn(record, 'latency_ms', 'ms'),
      groups: { size: n >= 1024 && k >= 1024 ? 'n, k ≥ 1,024' : 'smaller' },
    }
  },
  time: (shape, device, fit) => {
    const { bandwidth, units } = device
    const converts = shape.dtype === 'bf16' ? 0 : fit.conversion
    return gemmTime(shape, { flops: rateOf(device, shape.dtype), bandwidth, units }, {
      ...fit,
      conversion: converts,
    } as unknown as GemmFit)
  },
})
