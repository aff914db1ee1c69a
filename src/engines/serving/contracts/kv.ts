/** The KV cache of an instance as its scheduler sees it. */
import type { Tokens } from '../../../kernel/units.ts'
import type { RequestId } from './request.ts'

/** Room in blocks; positions beyond what a request has room for must be reserved. */
export interface KvView {
  readonly freeBlocks: number
  readonly totalBlocks: number
  readonly blockTokens: Tokens
  /** Positions each request's blocks have room for, 0 without blocks: `reserve` has nothing to do up to there. */
  readonly room: { readonly at: Int32Array }
  /** Makes room for `tokens` more positions of the request; false (and nothing changed) when blocks are lacking. */
  reserve(request: RequestId, tokens: Tokens): boolean
  /** Blocks that `reserve(request, tokens)` would take from the free ones. */
  needed(request: RequestId, tokens: Tokens): number
  /** Whether two running requests have blocks of the same cache: a victim helps only those of its own rank. */
  areTogether(one: RequestId, other: RequestId): boolean
}
