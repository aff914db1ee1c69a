/**
 * A gate that picks the top `active` experts of every token by drawing them: per token and layer, never a closed-form
 * mean. What a token picks is a function of request, position and layer, so the order of the batch, preemption and
 * recomputing change nothing, and a checkpoint has nothing to keep. Long pieces of prompt are drawn as
 * counts per expert instead (`chunk-loads.ts`), a function of request, first position, length and layer.
 */
import { InvariantError } from '../../../../kernel/problem.ts'
import type { Gate, GateContext } from '../../contracts/gate.ts'
import type { RequestId } from '../../contracts/request.ts'
import { type AliasTable, buildAliasTable } from './alias-table.ts'
import { type ChunkLaw, chunkLaw, drawChunk } from './chunk-loads.ts'
import { ExpertLoads } from './expert-loads.ts'
import { ExpertPicker } from './expert-picker.ts'
import { ExpertReuse } from './expert-reuse.ts'

export interface TopKLaw {
  /** Different popularities there are; a request of domain d has number d modulo this. */
  readonly domains: number
  /** Probability that an output token keeps the experts of the token before it. */
  readonly locality: number
  /** Popularity of the experts in a layer for a domain, summing to 1. */
  weights(layer: number, domain: number): Float64Array
}

// A piece of prompt is drawn as a whole where that is cheaper: an expert's count costs about as much as 8 picks, and below 32
// tokens the rounding of counts would show.
const PICKS_PER_COUNT = 8
const SHORTEST_CHUNK = 32

export function createTopKGate(law: TopKLaw, context: GateContext): Gate {
  const { experts, active, layers, draws, requests } = context
  if (active < 1 || active > experts) throw new InvariantError(`${active} of ${experts} experts cannot be active`)
  const loads = new ExpertLoads(context)
  const picker = new ExpertPicker(experts, active)
  const reuse = new ExpertReuse(draws.stream('experts.reuse'), law.locality, layers)
  const choice = draws.stream('experts.choice')
  const chunkChoice = draws.stream('experts.chunk')
  const counts = new Int32Array(experts)
  const shortestChunk = Math.max(SHORTEST_CHUNK, Math.ceil((PICKS_PER_COUNT * experts) / active))
  // (domains, layers), each built when first needed.
  const tables: AliasTable[] = []
  const chunkLaws: ChunkLaw[] = []

  /** Tokens [start, end) one by one. Prompt tokens draw their own experts: locality is a matter of output tokens. */
  const routeTokens = (request: RequestId, start: number, end: number): void => {
    const domain = context.domainOf(request) % law.domains
    const firstOutput = requests.promptTokens[request]
    for (let layer = 0; layer < layers; layer++) {
      tables[domain * layers + layer] ??= buildAliasTable(law.weights(layer, domain))
      const table = tables[domain * layers + layer]
      let drawnFor = -1
      for (let position = start; position < end; position++) {
        const origin =
          law.locality === 0 || position <= firstOutput
            ? position
            : reuse.originOf(request, layer, position, firstOutput)
        if (origin !== drawnFor) picker.pick(table, choice.word(request, origin * layers + layer))
        drawnFor = origin
        loads.addToken(layer, picker.picked)
      }
    }
  }

  /** Tokens [start, end) of a prompt as a whole. */
  const routeChunk = (request: RequestId, start: number, end: number): void => {
    const domain = context.domainOf(request) % law.domains
    for (let layer = 0; layer < layers; layer++) {
      const index = domain * layers + layer
      chunkLaws[index] ??= chunkLaw(law.weights(layer, domain), active)
      drawChunk(counts, chunkLaws[index], end - start, chunkChoice.word(request, start * layers + layer))
      for (let expert = 0; expert < experts; expert++)
        if (counts[expert] > 0) loads.addTokens(layer, expert, counts[expert])
    }
  }

  return {
    open: () => loads.clear(),
    route(request, position, tokens) {
      const end = position + tokens
      const promptEnd = Math.min(end, requests.promptTokens[request])
      if (promptEnd - position < shortestChunk || active === experts) routeTokens(request, position, end)
      else {
        routeChunk(request, position, promptEnd)
        routeTokens(request, promptEnd, end)
      }
    },
    close: (work, grid) => loads.report(work, grid),
  }
}
