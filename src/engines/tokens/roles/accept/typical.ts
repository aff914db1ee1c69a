/**
 * Typical acceptance: a token that is likely enough for how open the target is there will do, and what stands in its place after a
 * rejection is drawn from the target as it is. Unlikely tokens never pass, so texts become more usual than the target's own: lossy by design.
 *
 * Source: Medusa (Cai et al. 2024); both bounds as in its code.
 */
import * as z from 'zod'
import { exp } from '../../../../kernel/math.ts'
import { defineAccept } from '../../contracts/accept.ts'
import { entropyOf } from '../../sampling/entropy.ts'

export const typical = defineAccept({
  id: 'typical',
  role: 'accept',
  title: 'Typical (lossy)',
  help: 'Accepts what is likely enough for how open the text is; more is accepted, and the text is no longer the target’s own.',
  source: 'Medusa (Cai et al. 2024)',
  isLossy: true,
  knobs: z.strictObject({
    most: z.number().min(0).max(1).default(0.3).meta({
      label: 'Likely in any case',
      unit: '',
      help: 'A likelier token passes however sure the target is of another; lower accepts more.',
    }),
    share: z.number().min(0).max(1).default(0.09).meta({
      label: 'Share of a typical token',
      unit: '',
      help: 'Where the target is open, tokens pass that are this share as likely as a typical one; lower accepts more.',
    }),
  }),
  create: ({ most, share }) => ({
    // exp(−H) is the probability of each of as many equal tokens as the entropy stands for.
    accepts: ({ p, pAt, vocab, token }) => p[pAt + token] > Math.min(most, share * exp(-entropyOf(p, pAt, vocab))),
    reject: () => undefined,
  }),
})
