/**
 * Time of one matrix product m × k · k × n on a GPU: tiles that run in waves, and bytes that are read beside.
 *
 * A kernel library picks a tile and how often k is split, so the form takes the best of all choices:
 *
 *   waves = ⌈tiles · s / units⌉
 *   t_c   = waves · 2 · tm · tn · (k / s + k0) / (e_c · r · F / units)
 *   t_b   = (bytes + 8 m n s where s > 1) / (e_b · B · min(1, 1.6 · tiles · s / units))
 *   t     = min over tiles and splits of (t_c^p + t_b^p)^(1/p) + o, and 1 µs more where s > 1
 *
 * with tiles of 128 × 256, 128 × 128, 64 × 128, 64 × 64 at a relative efficiency r of 1, a, a², a³. Weights of 8 bits come with the
 * activations' conversion: 3 m k bytes at a share of the bandwidth. Six parameters a GPU and dtype.
 *
 * Left out: tensor-core formats of 4 bits, batched products, a tile order that reuses the cache.
 */
import type { Bytes, Fraction, Seconds } from '../../kernel/units.ts'
import { type Blend, blended } from './blend.ts'
import type { KernelDevice } from './device.ts'
import type { KernelTerms } from './terms.ts'

export interface GemmFit {
  /** e_c, e_b: shares of the data sheet that are reached. */
  readonly compute: Fraction
  readonly memory: Fraction
  /** o, seconds. */
  readonly launch: Seconds
  /** a: what the next smaller tile keeps of the efficiency. */
  readonly smallTile: Fraction
  /** p: how sharply the slower of computing and reading rules. */
  readonly blend: number
  /** k0: columns that filling and draining a tile is worth. */
  readonly ramp: number
  /** Share of the bandwidth at which activations are converted; 0 where they are not. */
  readonly conversion: Fraction
}

export interface GemmShape {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly weightBytes: Bytes
  /** Of one activation that is multiplied; results have 2. */
  readonly activationBytes: Bytes
}

const TILES = [
  [128, 256],
  [128, 128],
  [64, 128],
  [64, 64],
] as const
const SPLITS = [1, 2, 4, 8, 16] as const
const SPLIT_COST: Seconds = 1e-6

export function gemmTime(
  { m, n, k, weightBytes, activationBytes }: GemmShape,
  device: KernelDevice,
  fit: GemmFit,
  blend: Blend = blended,
  terms?: KernelTerms,
): Seconds {
  const { flops, bandwidth, units } = device
  const { compute, memory, launch, smallTile, ramp, conversion } = fit
  const bytes = k * n * weightBytes + m * k * activationBytes + 2 * m * n
  const unitRate = (compute * flops) / units
  let best = Number.POSITIVE_INFINITY
  let computed = 0
  let splitting = 0
  let read = 0
  let efficiency = 1
  for (const [tileRows, tileColumns] of TILES) {
    const tiles = Math.ceil(m / tileRows) * Math.ceil(n / tileColumns)
    for (const split of SPLITS) {
      if (split > 1 && k / split < 64) continue
      const blocks = tiles * split
      const waves = Math.ceil(blocks / units)
      const computing = (waves * 2 * tileRows * tileColumns * (k / split + ramp)) / (efficiency * unitRate)
      const moved = split > 1 ? bytes + 8 * m * n * split : bytes
      const reading = moved / (memory * bandwidth * Math.min(1, (1.6 * blocks) / units))
      const time = blend(computing, reading, fit.blend) + (split > 1 ? SPLIT_COST : 0)
      if (time >= best) continue
      best = time
      computed = computing
      read = reading
      splitting = split > 1 ? SPLIT_COST : 0
    }
    efficiency *= smallTile
  }
  const converting = conversion > 0 ? (3 * m * k) / (conversion * bandwidth) : 0
  if (terms) {
    terms.compute = computed
    terms.memory = read + converting
    terms.fixed = splitting + launch
  }
  return best + launch + converting
}
