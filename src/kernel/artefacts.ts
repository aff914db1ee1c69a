/**
 * What one engine computes for another: named by what it is and by the document it comes from. `run` resolves it, engines
 * never import each other. What was computed can also be kept in a file (traces/recordings), and then be *recorded*.
 */
import type { Seconds } from './units.ts'

/** Chances of acceptance, choices of experts, steps a block of masks took, errors of a smaller cache, and costs of look-ups. */
export type ArtefactKind = 'acceptance' | 'gates' | 'denoising' | 'kv-error' | 'look-ups'

/** `from` is a link's text of a document of `engine`; empty for that engine's default experiment with `preset` on it. */
export interface ArtefactRequest {
  readonly engine: string
  readonly kind: ArtefactKind
  readonly from: string
  readonly preset?: { readonly [key: string]: unknown }
}

/** Under this name the engine that asked finds it. */
export const artefactKey = ({ engine, kind, from }: ArtefactRequest): string => `${engine}:${kind}:${from}`

/** Computing one, in pieces: `advance` does some work and says how far it is, 0 to 1; at 1 `value` is there. */
export interface ArtefactWork {
  advance(): number
  value(): readonly ArtefactPart[]
}

/** An artefact is a list of these, all of its kind: one a text, one a kind of text, or one a size of a structure. */
export type ArtefactPart = AcceptanceTrace | GateTrace | DenoisingTrace | KvErrorRow | LookUpRow

/** How likely a drafted token is accepted at every position of a text that a real model wrote: β = Σ min(p, q). */
export interface AcceptanceTrace {
  readonly domain: string
  readonly beta: Float32Array
}

/** Which experts a real mixture chose along a text. */
export interface GateTrace {
  readonly domain: string
  readonly layers: number
  readonly experts: number
  readonly active: number
  /** (tokens, layers, active) */
  readonly choice: Uint16Array
}

/** Denoising steps of each block of a text. */
export interface DenoisingTrace {
  readonly domain: string
  /** Tokens of a block; the last one may be shorter. */
  readonly block: number
  readonly steps: Uint16Array
}

/** What a smaller cache costs on texts of a domain, against the whole one. */
export interface KvErrorRow {
  readonly domain: string
  readonly tokens: number
  /** Entries that a head holds when a text ends, and bits a number, bounds of rounding included; means over texts. */
  readonly entries: number
  /** Tokens of the text that had been read by then, all of which a whole cache keeps. */
  readonly positions: number
  readonly bitsPerElement: number
  /** Nats a token: of the text, with the whole and with the smaller cache, and KL(whole ‖ smaller). */
  readonly fullLoss: number
  readonly loss: number
  readonly divergence: number
  /** Share of positions whose likeliest token stays the same. */
  readonly sameTop: number
}

/** What it costs to find an entry of a structure that holds so many; means over look-ups. */
export interface LookUpRow {
  /** The structure. */
  readonly domain: string
  readonly entries: number
  /** Look-ups that were measured. */
  readonly lookUps: number
  readonly time: Seconds
  /** Lines of a look-up that came from beyond the caches of its core. */
  readonly missed: number
}
