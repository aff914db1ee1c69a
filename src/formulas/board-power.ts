/**
 * What an accelerator's board draws, of its rated power: a tenth while it rests, 43 % when it works with next to no arithmetic (one
 * decoding stream), and the whole of it from a model-FLOP utilisation of 45 % on, by MFU^0.7 between.
 *
 *   P = rated · (busy · (0.43 + 0.57 · min(1, MFU / 0.45)^0.7) + (1 − busy) · 0.1)
 *
 * Sources: the form and its 0.45 and 0.7 are those of Özcan et al. 2025 (arXiv 2507.11417), recalled; 43 % is the 300 W of an H100 of
 * 700 W at batch 1 in the ML.ENERGY Benchmark v3, whose 600 W at batch 128 (MFU about 0.2) this form puts at 530 W; resting boards
 * draw 10–15 % (an H100 about 70 W, recalled).
 */
import { pow } from '../kernel/math.ts'
import type { Fraction, Watts } from '../kernel/units.ts'

const RESTING: Fraction = 0.1
const STREAMING: Fraction = 0.43
const SATURATED_MFU: Fraction = 0.45
const EXPONENT = 0.7

/** `busy` is the share of time with work, `mfu` the model's FLOP over the peak's during it. */
export function boardPower(rated: Watts, busy: Fraction, mfu: Fraction): Watts {
  const working = STREAMING + (1 - STREAMING) * pow(Math.min(1, mfu / SATURATED_MFU), EXPONENT)
  return rated * (busy * working + (1 - busy) * RESTING)
}
