/** Which experts a batch touches, layer by layer. */
import type * as z from 'zod'
import type { Provenance } from '../../../kernel/tracks.ts'
import type { Definition, RoleContext } from './definition.ts'
import type { Found, RealSource } from './real-source.ts'
import type { RequestId } from './request.ts'

/** Which experts a batch touches, layer by layer. */
export interface Gate {
  /** Starts an iteration: clears the counts. */
  open(): void
  /** The request puts `tokens` positions from `position` through the gates. */
  route(request: RequestId, position: number, tokens: number): void
  /** Ends it: fills `work` and adds (token, expert) pairs per represented layer and expert to `grid` (may be null). */
  close(work: ExpertWork, grid: Float64Array | null): void
}
export interface GateContext extends RoleContext {
  readonly experts: number
  readonly active: number
  /** Layers simulated (the knob, at most the model's MoE layers). */
  readonly layers: number
  /** Expert-parallel ranks; expert e lives on rank ⌊e × ranks / experts⌋. */
  readonly ranks: number
  /** Domain of a request (0 …), for domain-dependent popularity. */
  readonly domainOf: (request: RequestId) => number
  /** Real choices to follow; the engine has seen to it that they are here. */
  readonly find: (source: RealSource) => Found
}
export interface GateDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Gate, GateContext> {
  /** Where its choices come from; assumed where absent. */
  readonly provenance?: Provenance
  /** The real choices it follows, where it does. */
  follows?(knobs: z.output<Knobs>): RealSource
}
export const defineGate = <Id extends string, K extends z.ZodType>(
  definition: GateDefinition<Id, K>,
): GateDefinition<Id, K> => definition

/** What the gate makes of an iteration: different experts and pairs, by represented layer. */
export interface ExpertWork {
  /** Represented layers; 0 for a dense model. Their times are scaled to all MoE layers. */
  layers: number
  /** Different experts that got a token, whole instance. */
  readonly unique: Float64Array
  /** On the most loaded expert-parallel rank: different experts, and (token, expert) pairs. */
  readonly peakUnique: Float64Array
  readonly peakPairs: Float64Array
}
