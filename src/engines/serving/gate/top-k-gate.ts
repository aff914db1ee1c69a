/**
 * A gate that picks the top `active` experts of every token by drawing them: per token and layer, never a closed-form
 * mean. What a token picks is a function of request, position and layer, so the order of the batch, preemption and
 * recomputing change nothing, and a checkpoint has nothing to keep.
 */
import type { RequestId } from '../requests.ts'
import type { Gate, GateContext } from '../roles.ts'
import { type AliasTable, buildAliasTable } from './alias-table.ts'
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

export function createTopKGate(law: TopKLaw, context: GateContext): Gate {
  const { experts, active, layers, draws, requests } = context
  const loads = new ExpertLoads(context)
  const picker = new ExpertPicker(experts, active)
  const reuse = new ExpertReuse(draws.stream('experts.reuse'), law.locality, layers)
  const choice = draws.stream('experts.choice')
  // (domains, layers), each built when the first request of its domain comes.
  const tables: AliasTable[] = []

  const tableOf = (request: RequestId, layer: number): AliasTable => {
    const domain = context.domainOf(request) % law.domains
    const index = domain * layers + layer
    tables[index] ??= buildAliasTable(law.weights(layer, domain))
    return tables[index]
  }

  /** Tokens [start, end) one by one. Prompt tokens draw their own experts: locality is a matter of output tokens. */
  const routeTokens = (request: RequestId, layer: number, { start, end }: { start: number; end: number }): void => {
    const table = tableOf(request, layer)
    const firstOutput = requests.promptTokens[request]
    let drawnFor = -1
    for (let position = start; position < end; position++) {
      const origin =
        law.locality === 0 || position <= firstOutput ? position : reuse.originOf(request, layer, position, firstOutput)
      if (origin !== drawnFor) picker.pick(table, choice.word(request, origin * layers + layer))
      drawnFor = origin
      loads.addToken(layer, picker.picked)
    }
  }

  return {
    open: () => loads.clear(),
    route(request, position, tokens) {
      const span = { start: position, end: position + tokens }
      for (let layer = 0; layer < layers; layer++) routeTokens(request, layer, span)
    },
    close: (work, grid) => loads.report(work, grid),
  }
}
