/** What running the cluster takes: power by utilisation, and the price of its accelerators. */
import { boardPower } from '../../../formulas/board-power.ts'
import { flopPerToken } from '../../../formulas/flop-per-token.ts'
import type { Fraction, Seconds, Tokens, Watts } from '../../../kernel/units.ts'
import { busyTime } from '../core/busy-time.ts'
import type { Cluster } from '../core/cluster.ts'
import { matrixRate } from '../cost/precision.ts'
import { timeOn } from '../mechanisms/fleet/in-use.ts'
import { deviceCount, resolveHardware } from '../set-up/hardware.ts'

export interface Upkeep {
  /** Rated power of an accelerator, and its mean over the run. */
  readonly rated: Watts
  readonly power: Watts
  /** Share of the time that instances are on in which they have an iteration under way (busy-time.ts), and FLOP of the model over the peak's meanwhile. */
  readonly busy: Fraction
  readonly mfu: Fraction
  /** Dollars an accelerator-hour; null where no price is known. */
  readonly price: number | null
  readonly priceSource: string
}

/** `now` is the length of the run, `processed` the tokens that went through the model in it. */
export function upkeepOf(cluster: Cluster, now: Seconds, processed: Tokens): Upkeep {
  const { setup, instances } = cluster
  const { accelerator, model, pools } = resolveHardware(setup)
  const rated = accelerator.power
  const working = busyTime(cluster, now)
  const on = timeOn(cluster, now)
  // Of one that is always at work the sum of its iterations may be above its time by a rounding.
  const busy = on > 0 ? Math.min(1, working / on) : 0
  // Of an instance of the mean size.
  const peak = (matrixRate(accelerator, setup.precision) * deviceCount(pools)) / instances.length
  const mfu = working > 0 ? (processed * flopPerToken(model, 0)) / (working * peak) : 0
  const given = setup.prices.acceleratorHour
  return {
    rated,
    power: boardPower(rated, busy, mfu),
    busy,
    mfu,
    price: given > 0 ? given : (accelerator.price?.usdPerHour ?? null),
    priceSource: given > 0 ? 'given in the document' : (accelerator.price?.source ?? 'no list price is known'),
  }
}

/** What a figure by the token needs of a run. */
interface Taken {
  readonly upkeep: Upkeep
  readonly accelerators: number
  readonly span: Seconds
  readonly latency: { readonly emitted: Tokens }
}

/** Joules; null before the first token. */
export const energyPerMillion = ({ upkeep, accelerators, span, latency: { emitted } }: Taken): number | null =>
  emitted > 0 ? (1e6 * upkeep.power * accelerators * span) / emitted : null

/** Dollars; null before the first token, and where no price is known. */
export const costPerMillion = ({
  upkeep: { price },
  accelerators,
  span,
  latency: { emitted },
}: Taken): number | null =>
  emitted > 0 && price !== null ? (1e6 * price * accelerators * span) / 3600 / emitted : null
