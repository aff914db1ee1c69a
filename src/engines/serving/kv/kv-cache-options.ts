/** What a KV cache is told: its size, what admissions leave free, what it keeps, and the columns that its ranks share. */
import type { Memory, RequestColumn } from '../../../kernel/memory.ts'
import type { Tokens } from '../../../kernel/units.ts'
import type { RequestId } from '../contracts/request.ts'
import type { Requests } from '../requests/requests.ts'
import type { Eviction } from './block-pool.ts'
import type { Content } from './content.ts'

export interface KvCacheOptions {
  readonly memory: Memory
  readonly requests: Requests
  readonly content: Content
  readonly blocks: number
  readonly blockTokens: Tokens
  /** Blocks that an admission leaves free while others run, so that streams can grow (vLLM v0: 1 %). */
  readonly reserveBlocks: number
  /** Positions that are set aside for a request as long as it has blocks; 0 for no more than it has taken. */
  readonly setAside: (request: RequestId) => Tokens
  /** The most of it that lies beyond what a decoding request has computed; null where that is not known. */
  readonly aheadOfAnswers: () => Tokens | null
  readonly keeps: boolean
  readonly eviction: Eviction
  /** Positions a request's table has room for, 0 without a table. Shared by the ranks of an engine. */
  readonly room: RequestColumn<'i32'>
  /** Which table a request has, −1 none. */
  readonly table: RequestColumn<'i32'>
}
