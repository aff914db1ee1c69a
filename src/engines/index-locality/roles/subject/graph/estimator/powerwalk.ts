/**
 * PowerWalk: a few exact steps from the source, then the fingerprints of wherever mass is under way. Each of them was walked on its own,
 * so the answer rests on the walks of hundreds of vertices instead of one:
 *
 *   p = Σ over t < T of c (1 − c)^t e P^t + (1 − c)^T Σ over v of (e P^T)(v) F(v)
 *
 * Source: Liu, Li, Lui and Cheng, 2016 (arXiv 1608.06054), vertex-centric decomposition and shared decomposition of a batch.
 */
import * as z from 'zod'
import { amount } from '../../../../../../kernel/decision.ts'
import { defineEstimator, type EstimatorContext } from '../../../../contracts/estimator.ts'
import { Fingerprints, walksKnob } from './fingerprints.ts'
import { push } from './push.ts'

export const pushesKnob = z.int().min(0).max(8).default(2).meta({
  label: 'Exact steps',
  unit: 'steps',
  help: 'More steps make the answer truer and read more of the graph; from three on most of it.',
})

interface Composition {
  readonly whose: (vertex: number, batch: number) => number
  readonly counts: (mass: number) => number
}

export const composed = (
  context: EstimatorContext,
  { walks, pushes }: { readonly walks: number; readonly pushes: number },
  { whose, counts }: Composition,
) => {
  const fingerprints = new Fingerprints(context, walks)
  const shared = { together: 0, alone: 0 }
  return {
    shared,
    *estimate(sources: readonly number[], batch: number): Generator<'step' | 'wait', readonly Float64Array[], void> {
      const { stayed, under, frontier } = yield* push(context, sources, pushes, shared)
      for (const vertex of frontier) {
        const weights = under.map((mass) => counts(mass[vertex]))
        fingerprints.addTo(stayed, weights, whose(vertex, batch))
        yield 'step'
      }
      return stayed
    },
  }
}

const decisions = {
  /** Whose fingerprint stands for what is under way at a vertex. */
  standsIn: amount((vertex: number) => vertex),
  /** How much the fingerprint of a vertex counts, by the mass that is under way there. */
  counts: amount((mass: number) => mass),
}

export const powerwalk = defineEstimator({
  id: 'powerwalk',
  role: 'estimator',
  title: 'PowerWalk',
  help: 'A few exact steps, then the fingerprints of wherever they lead: true, and more to read.',
  source: 'PowerWalk (Liu et al. 2016)',
  knobs: z.strictObject({ walks: walksKnob, pushes: pushesKnob }),
  decisions,
  create: (knobs, context) =>
    composed(context, knobs, {
      whose: (vertex) => Math.floor(decisions.standsIn(vertex)) % context.graph.vertices,
      counts: decisions.counts,
    }),
})
