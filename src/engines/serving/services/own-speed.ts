/** What a server knows of its own speed: times of iterations that it has not run. Mixtures of experts count as touching all of them. */
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { CostModel } from '../cost/cost-setup.ts'
import { createWork, fullBatch, onePiece, type Work } from '../cost/work.ts'
import { resolveHardware } from '../set-up/hardware.ts'
import type { ServingSetup } from '../set-up/schema.ts'

/** Of an iteration of nothing but one piece of a prompt. */
export function prefillTimeOf(cost: CostModel, setup: ServingSetup): (tokens: Tokens, cached: Tokens) => Seconds {
  const { work, route } = workFor(setup)
  return (tokens, cached) => {
    route(tokens)
    return cost.iteration(onePiece(work, tokens, cached))
  }
}

/** Of an iteration of nothing but so many streams, each over `context` positions. */
export function decodeTimeOf(cost: CostModel, setup: ServingSetup): (streams: number, context: Tokens) => Seconds {
  const { work, route } = workFor(setup)
  return (streams, context) => {
    route(streams)
    return cost.iteration(fullBatch(work, streams, context))
  }
}

/** An empty work, and what sends so many tokens through its experts. */
function workFor(setup: ServingSetup): { readonly work: Work; route(tokens: Tokens): void } {
  const work = createWork()
  const { experts } = resolveHardware(setup).model
  if (experts) {
    work.experts.layers = 1
    work.experts.unique[0] = experts.count
    work.experts.peakUnique[0] = experts.count
  }
  return {
    work,
    route(tokens) {
      if (experts) work.experts.peakPairs[0] = tokens * experts.active
    },
  }
}
