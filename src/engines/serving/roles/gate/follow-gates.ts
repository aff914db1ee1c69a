/**
 * A gate that follows real choices: a request reads one text, from a place of its own on, and every token of it goes to the
 * experts that the mixture chose for that token. A longer request begins the text anew.
 *
 * Layers of the recording stand for those drawn; layer l is its layer l modulo what it has.
 */
import type { GateTrace } from '../../../../kernel/artefacts.ts'
import type { Gate, GateContext } from '../../contracts/gate.ts'
import { ExpertLoads } from './expert-loads.ts'

export function followGates(traces: readonly GateTrace[], context: GateContext): Gate {
  const { layers, active, draws } = context
  const loads = new ExpertLoads(context)
  const start = draws.stream('experts.trace')
  const picked = new Int32Array(active)
  return {
    open: () => loads.clear(),
    route(request, position, tokens) {
      const trace = traces[Math.floor(start.at(request, 0) * traces.length)]
      const length = trace.choice.length / (trace.layers * active)
      const first = Math.floor(start.at(request, 1) * length)
      for (let at = position; at < position + tokens; at++) {
        const token = ((first + at) % length) * trace.layers
        for (let layer = 0; layer < layers; layer++) {
          const row = (token + (layer % trace.layers)) * active
          for (let i = 0; i < active; i++) picked[i] = trace.choice[row + i]
          loads.addToken(layer, picked)
        }
      }
    },
    close: (work, grid) => loads.report(work, grid),
  }
}
