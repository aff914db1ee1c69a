/**
 * Correlated acceptance: easy and hard stretches of text. A latent difficulty follows an AR(1) process over the output
 * positions of a request, and a draft at position t is kept with probability
 *
 *   β_t = sigmoid(m + s u_t + h),   u_t = ρ u_(t−1) + √(1 − ρ²) ε_t,   h ~ N(0, s_req²) once a request,
 *
 * so u_t has variance 1 at every position. The innovation ε_t is drawn for (request, t): u_t is a function of request
 * and position alone. The latent moves with emitted tokens only: after a rejection at t the next round drafts t + 1 and
 * finds u_(t+1), however far the rejected round had drafted. Resuming behind the drafted horizon instead would let every
 * rejection skip the rest of a hard stretch: with m 1.4, s 2.5, ρ 0.9 and drafts of 8, 4.2 tokens a round instead of 2.8.
 *
 * Left out: replay of β recorded from real model pairs.
 */
import * as z from 'zod'
import { normal } from '../../../../../kernel/distributions.ts'
import { exp } from '../../../../../kernel/math.ts'
import type { AcceptanceContext, AcceptanceProcess } from './process.ts'

export interface CorrelatedKnobs {
  /** m: the logit of the acceptance rate at middling difficulty. */
  readonly mean: number
  /** s: standard deviation of the logit along a request. */
  readonly spread: number
  /** ρ: correlation of neighbouring positions. */
  readonly memory: number
  /** s_req: standard deviation of the logit between requests. */
  readonly requestSpread: number
}

/** The knobs with the defaults of a preset. */
export const correlatedKnobs = (preset: CorrelatedKnobs) =>
  z.strictObject({
    mean: z
      .number()
      .min(-6)
      .max(6)
      .default(preset.mean)
      .meta({
        label: 'Mean logit m',
        help: 'Logit of the acceptance rate at middling difficulty; raising it raises acceptance everywhere.',
        slider: [-1, 4],
      }),
    spread: z
      .number()
      .min(0)
      .max(6)
      .default(preset.spread)
      .meta({
        label: 'Spread s',
        help: 'How much difficulty varies along a text; raising it lowers what long drafts gain over short ones.',
        slider: [0, 4],
      }),
    memory: z
      .number()
      .min(0)
      .max(0.99)
      .default(preset.memory)
      .meta({
        label: 'Memory ρ',
        help: 'Correlation of difficulty between neighbouring tokens; raising it makes easy and hard stretches longer.',
        slider: [0, 0.95],
      }),
    requestSpread: z
      .number()
      .min(0)
      .max(6)
      .default(preset.requestSpread)
      .meta({
        label: 'Spread between requests',
        help: 'How much requests differ from one another; raising it makes some streams much faster and others slower.',
        level: 'advanced',
        slider: [0, 3],
      }),
  })

export function correlatedAcceptance(
  { mean, spread, memory, requestSpread }: CorrelatedKnobs,
  { draws, perRequest }: AcceptanceContext,
): AcceptanceProcess {
  const luck = draws.stream('acceptance')
  const innovation = draws.stream('acceptance.innovation')
  const ofRequest = draws.stream('acceptance.request')
  const fresh = Math.sqrt(1 - memory * memory)
  // u of the last position looked at, never past the last one emitted; −1: none yet.
  const latent = perRequest('f64')
  const reached = perRequest('i32', -1)
  const following = (u: number, request: number, position: number): number => {
    const ε = normal(innovation.at(request, position))
    return position === 0 ? ε : memory * u + fresh * ε
  }
  return {
    accepted(request, position, drafts) {
      let u = latent.at[request]
      let t = reached.at[request]
      // A request that starts over (its instance died) walks its path again from the first position.
      if (t >= position) t = -1
      // Up to the last emitted position: one step after a bonus token, none after a rejection, position 0 at the start.
      while (t < position - 1) u = following(u, request, ++t)
      const centre = requestSpread === 0 ? mean : mean + requestSpread * normal(ofRequest.at(request))
      let kept = 0
      while (kept < drafts) {
        u = following(u, request, ++t)
        // v < sigmoid(z), without the division.
        if (luck.at(request, t) * (1 + exp(-centre - spread * u)) >= 1) break
        kept++
      }
      latent.at[request] = u
      reached.at[request] = t
      return kept
    },
  }
}
