/**
 * What one engine computes for another: named by what it is and by the document it comes from. `run` resolves it, engines
 * never import each other.
 */
import type { Result } from './problem.ts'

/** `from` is a link's text of a document of `engine`; empty for that engine's default experiment. */
export interface ArtefactRequest {
  readonly engine: string
  readonly kind: 'acceptance'
  readonly from: string
}

/** Under this name the engine that asked finds it. */
export const artefactKey = ({ engine, kind, from }: ArtefactRequest): string => `${engine}:${kind}:${from}`

/** Computing one, in pieces: `advance` does some work and says how far it is, 0 to 1; at 1 `value` is there. */
export interface ArtefactWork {
  advance(): number
  value(): unknown
}

export type StartArtefact = (kind: ArtefactRequest['kind']) => Result<ArtefactWork>

/** How likely a drafted token is accepted at every position of a text that a real model wrote: β = Σ min(p, q). */
export interface AcceptanceTrace {
  readonly domain: string
  readonly beta: Float32Array
}
