/**
 * Speculative decoding: a draft model proposes K tokens, one pass of the target checks them all. The accepted ones are
 * emitted and one more token of the target's own: in place of the first rejected draft, or as a bonus after the last.
 *
 * A round of K drafts with `left` tokens to go looks at the first min(K, left) of them:
 *   a kept, then a rejection   emits a + 1   accepted a, rejected 1, discarded K − a − 1
 *   all K kept, K < left       emits K + 1   accepted K, bonus 1
 *   all `left` kept            emits left    accepted left, discarded K − left: nothing follows an end of text
 * so that K = accepted + rejected + discarded. What follows a rejection is discarded, not rejected: it was never checked
 * against the text that is really there.
 *
 * Source: Leviathan et al. 2023; Chen et al. 2023. Left out: trees of drafts, draft lengths that adapt.
 */
import * as z from 'zod'
import { choice, chosen } from '../../../../schema/choice.ts'
import { defineDecoder } from '../../contracts/decoder.ts'
import { acceptanceProcesses } from './acceptance/index.ts'

export const speculative = defineDecoder({
  id: 'speculative',
  role: 'decoder',
  isDrafting: true,
  title: 'Speculative',
  help: 'A small draft model proposes several tokens and the target model checks them in one iteration.',
  source: 'Leviathan et al. 2023; Chen et al. 2023',
  knobs: z.strictObject({
    draftLength: z
      .int()
      .min(1)
      .max(16)
      .default(4)
      .meta({
        label: 'Draft length K',
        unit: 'tokens',
        help: 'Tokens drafted per round; raising it raises tokens per round, and also rejected work and time in the draft model.',
        slider: [1, 12],
      }),
    draftCost: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.05)
      .meta({
        label: 'Draft cost c',
        help: 'Time of a one-token pass of the draft over that of the target; raising it makes every round longer.',
        slider: [0, 0.3],
      }),
    process: choice(acceptanceProcesses, {
      label: 'Acceptance',
      help: 'Which drafts the target accepts: the same chance everywhere, or easy and hard stretches.',
      default: 'text-like',
    }),
  }),
  create: ({ draftLength, draftCost, process: node }, context) => {
    const { draws, perRequest, requests, acceptance } = context
    const report = context.report()
    const definition = chosen(acceptanceProcesses, node)
    const process = definition.create(node.knobs, { draws, perRequest, find: context.find })
    const width = 1 + draftLength
    return {
      drafts: definition.provenance ?? 'assumed',
      draftCost,
      width: () => width,
      // The next output position is the count of tokens emitted so far: asked before the engine adds these.
      emit(request, processed, left) {
        const drafted = processed - 1
        const checked = Math.min(drafted, left)
        const kept = process.accepted(request, requests.emitted[request], checked)
        const emitted = Math.min(kept + 1, left)
        const rejected = kept < checked ? 1 : 0
        report.round(request, drafted, checked, kept)
        acceptance[0] += kept
        acceptance[1] += rejected
        acceptance[2] += drafted - kept - rejected
        if (kept === drafted && drafted > 0 && emitted > kept) acceptance[3] += 1
        return emitted
      },
    }
  },
})
