/**
 * Steps of real texts: a request follows one text, from a block of its own on; a longer one begins it anew. Blocks are as long as the
 * recording's. The last block of a text may be shorter: its steps are taken as they are.
 */
import type { DenoisingTrace } from '../../../../../kernel/artefacts.ts'
import type { Draws } from '../../../../../kernel/draws.ts'
import type { Denoising } from './process.ts'

export function followSteps(traces: readonly DenoisingTrace[], draws: Draws): Denoising {
  const choice = draws.stream('denoising.trace')
  const [{ block }] = traces
  return {
    block,
    steps(request, number) {
      const { steps } = traces[Math.floor(choice.at(request, 0) * traces.length)]
      const first = Math.floor(choice.at(request, 1) * steps.length)
      return steps[(first + number) % steps.length]
    },
  }
}
