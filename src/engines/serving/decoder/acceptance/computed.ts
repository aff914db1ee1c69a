/**
 * Computed acceptance: real tiny models wrote texts, and at every position of them it is known how likely a draft of theirs is
 * accepted (β = Σ min(p, q)). A request follows one of these texts, from a place of its own on; a longer one begins it anew. Chance
 * decides only whether a draft with that β is kept: the easy and hard stretches are those of real text.
 */
import * as z from 'zod'
import type { AcceptanceTrace, ArtefactRequest } from '../../../../kernel/artefacts.ts'
import { defineAcceptance } from './process.ts'

const request = (from: string): ArtefactRequest => ({ engine: 'tokens', kind: 'acceptance', from })

export const computedAcceptance = defineAcceptance({
  id: 'computed',
  title: 'Computed by real models',
  help: 'Chances of acceptance along texts that the tiny models of the tokens engine really write.',
  provenance: 'computed',
  knobs: z.strictObject({
    from: z.string().max(600).default('').meta({
      label: 'Tokens experiment',
      help: 'Link of an experiment of the tokens engine with a draft model; empty takes the default one.',
      level: 'advanced',
    }),
    domain: z.enum(['all', 'prose', 'play', 'code', 'tools', 'arithmetic', 'recall', 'counting']).default('all').meta({
      label: 'Domain',
      help: 'Requests follow texts of this kind; sure kinds are accepted in long runs, open ones are not.',
    }),
  }),
  artefact: ({ from }) => request(from),
  create({ from, domain }, { draws, artefact }) {
    const all = (artefact(request(from)) ?? []) as readonly AcceptanceTrace[]
    const mine = all.filter((trace) => domain === 'all' || trace.domain === domain)
    const traces = mine.length > 0 ? mine : all
    const luck = draws.stream('acceptance')
    const choice = draws.stream('acceptance.trace')
    return {
      accepted(id, position, drafts) {
        const { beta } = traces[Math.floor(choice.at(id, 0) * traces.length)]
        const first = Math.floor(choice.at(id, 1) * beta.length)
        let kept = 0
        while (kept < drafts && luck.at(id, position + kept) < beta[(first + position + kept) % beta.length]) kept++
        return kept
      },
    }
  },
})
