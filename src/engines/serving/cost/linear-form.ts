/**
 * The cost model as straight lines in tokens, as published for one model on one accelerator (see catalog/linear-fits.ts): another way
 * to turn the same work into time, and the one to repeat a published comparison on.
 *
 * Beside its line an iteration is launched once, on the first stage, for all positions of its requests: what they have cached and
 * what is new. Of a prompt in pieces the source counts the whole length with every piece; here it is what has been computed.
 *
 * An iteration of prompts alone or of streams alone costs what its line says. One of both is not among what was measured: it takes as
 * long as reading the weights (the streams' constant) or as its tokens through the layers (the prompts' slope and 8 ms), whichever
 * is longer, and both attentions on top. The square term counts absolute positions, so that a piece pays for what came before it.
 */
import {
  LAUNCH,
  LAUNCH_PER_POSITION,
  type LinearFit,
  linearFits,
  MANY_SEQUENCES,
  STAGE_HOP,
} from '../../../catalog/linear-fits.ts'
import type { OperatorTerm } from '../../../kernel/engine.ts'
import type { Limit, LimitTimes } from '../../../kernel/limits.ts'
import { ms, type Seconds } from '../../../kernel/units.ts'
import type { Duty, Shape } from '../contracts/placement.ts'
import type { CostModel, CostSetup } from './cost-setup.ts'
import { ratesOf } from './rates.ts'
import type { CostSettings } from './settings.ts'
import type { Work } from './work.ts'

type Parts = Record<'weights' | 'prompts' | 'kv' | 'launch', Seconds>

export const isLinear = ({ form }: CostSettings): boolean => form.startsWith('linear')

/** The fit for a set-up, or null where none was published. */
export function findLinearFit(
  settings: CostSettings,
  wanted: { readonly model: string; readonly accelerator: string; readonly shape: Shape; readonly duty: Duty },
): LinearFit | null {
  const engine = settings.form === 'linear, slower engine' ? 'baseline' : 'published'
  const found = linearFits.find(
    (fit) =>
      fit.engine === engine &&
      fit.model === wanted.model &&
      fit.accelerator === wanted.accelerator &&
      fit.tensor === wanted.shape.tensor,
  )
  return found && (found.decode !== null || wanted.duty === 'prefill') ? found : null
}

export function linearForm(setup: CostSetup, fit: LinearFit): CostModel {
  const { placement, settings } = setup
  const { roof } = ratesOf(setup)
  const stages = placement.pipeline
  const partsOf = (work: Work): Parts => {
    const { computeFactor: compute, memoryFactor: memory } = settings
    const { weights, prompts, kv } = partsFor(fit, work)
    const launch = LAUNCH + LAUNCH_PER_POSITION * (work.decodeContext + work.prefillContext)
    return { weights: weights / memory, prompts: prompts / compute, kv: kv / memory, launch }
  }
  const hops = stages > 1 ? stages * stages * STAGE_HOP : 0
  return {
    iteration(work) {
      const { weights, prompts, kv, launch } = partsOf(work)
      return weights + prompts + kv + launch + hops
    },
    // The first stage launches, and is the one that the others wait for.
    stage(work) {
      const { weights, prompts, kv, launch } = partsOf(work)
      return (weights + prompts + kv + hops) / stages + launch
    },
    roof,
    explain(work) {
      const { weights, prompts, kv, launch } = partsOf(work)
      // A line is of time and tells no FLOP or bytes: what it is a line in is what bounds it.
      const term = (operator: string, time: Seconds, bound: Limit): OperatorTerm[] =>
        time > 0 ? [{ operator, time, flop: 0, bytes: 0, bound, alone: { ...NOTHING, [bound]: time } }] : []
      return [
        ...term('weights (fitted)', weights, 'memory'),
        ...term('prompts (fitted)', prompts, 'compute'),
        ...term('attention decode (fitted)', kv, 'memory'),
        ...term('iteration overhead', launch, 'overhead'),
        ...term('pipeline hops', hops, 'network'),
      ]
    },
  }
}

const NOTHING: LimitTimes = { compute: 0, memory: 0, network: 0, overhead: 0 }

/** Milliseconds of the layers beside the slope of the tokens, where prompts and streams share an iteration. */
const FUSED = 8

function partsFor(fit: LinearFit, work: Work): Omit<Parts, 'launch'> {
  const streams = work.decodeSequences
  const prefillTokens = work.tokens - streams - work.draftTokens
  // Σ over pieces of (p + k)² − p²: what a piece of k tokens over p positions adds to the square of its prompt.
  const squares = 2 * work.prefillPairs - prefillTokens
  const { prefill, decode } = fit
  const ofStreams = decode === null ? null : streams < MANY_SEQUENCES ? decode.few : (decode.many ?? decode.few)
  const attention = ofStreams === null ? 0 : ofStreams.linear * work.decodeContext
  if (streams === 0) {
    return {
      weights: ms(prefill.constant),
      prompts: ms(prefill.linear * prefillTokens + prefill.other * squares),
      kv: 0,
    }
  }
  const own = ofStreams === null ? prefill.constant : ofStreams.constant
  if (prefillTokens === 0) {
    return { weights: ms(own + (ofStreams?.other ?? 0) * streams), prompts: 0, kv: ms(attention) }
  }
  const layers = FUSED + prefill.linear * work.tokens
  const isByTokens = layers > own
  return {
    weights: ms(isByTokens ? 0 : own),
    prompts: ms((isByTokens ? layers : 0) + prefill.other * squares),
    kv: ms(attention),
  }
}
