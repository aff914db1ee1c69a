/**
 * Acceptance along real texts: at every position of them it is known how likely a draft is accepted (β = Σ min(p, q)). A request
 * follows one text, from a place of its own on; a longer one begins it anew. Chance decides only whether a draft with that β is
 * kept: the easy and hard stretches are those of the text.
 */
import type { AcceptanceTrace } from '../../../../../kernel/artefacts.ts'
import type { Draws } from '../../../../../kernel/draws.ts'
import type { AcceptanceProcess } from './process.ts'

export function followTraces(traces: readonly AcceptanceTrace[], draws: Draws): AcceptanceProcess {
  const luck = draws.stream('acceptance')
  const choice = draws.stream('acceptance.trace')
  return {
    accepted(request, position, drafts) {
      const { beta } = traces[Math.floor(choice.at(request, 0) * traces.length)]
      const first = Math.floor(choice.at(request, 1) * beta.length)
      let kept = 0
      while (kept < drafts && luck.at(request, position + kept) < beta[(first + position + kept) % beta.length]) kept++
      return kept
    },
  }
}
