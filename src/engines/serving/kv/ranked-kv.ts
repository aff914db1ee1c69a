/**
 * The KV caches of an instance's data-parallel ranks behind one view: a request lives in the rank that had the most room
 * when it was admitted, and asks that one from then on.
 */
import type { RequestColumn } from '../../../kernel/memory.ts'
import type { Tokens } from '../../../kernel/units.ts'
import type { KvView } from '../contracts/kv.ts'
import type { RequestId } from '../contracts/request.ts'
import type { KvCache } from './kv-cache.ts'

export class RankedKv implements KvView {
  readonly ranks: readonly KvCache[]
  private readonly rankOf: RequestColumn<'u8'>
  private readonly table: RequestColumn<'i32'>

  constructor(ranks: readonly KvCache[], rankOf: RequestColumn<'u8'>, table: RequestColumn<'i32'>) {
    this.ranks = ranks
    this.rankOf = rankOf
    this.table = table
  }

  get room(): RequestColumn<'i32'> {
    return this.ranks[0].room
  }
  get blockTokens(): Tokens {
    return this.ranks[0].blockTokens
  }
  get totalBlocks(): number {
    return this.ranks[0].totalBlocks
  }
  /** Whether finished content is kept findable. */
  get publishes(): boolean {
    return this.ranks[0].publishes
  }
  get freeBlocks(): number {
    let blocks = 0
    for (const rank of this.ranks) blocks += rank.freeBlocks
    return blocks
  }
  /** Used blocks over all ranks. */
  get usedBlocks(): number {
    let blocks = 0
    for (let rank = 0; rank < this.ranks.length; rank++) blocks += this.ranks[rank].pool.used
    return blocks
  }
  get idleBlocks(): number {
    let blocks = 0
    for (let rank = 0; rank < this.ranks.length; rank++) blocks += this.ranks[rank].pool.idle
    return blocks
  }
  get prefillBlocks(): number {
    let blocks = 0
    for (let rank = 0; rank < this.ranks.length; rank++) blocks += this.ranks[rank].prefillBlocks
    return blocks
  }
  get capacityTokens(): Tokens {
    return this.ranks.length * this.totalBlocks * this.blockTokens
  }

  /** The rank of an admitted request, else the one it would be admitted to. */
  of(request: RequestId): KvCache {
    const { ranks } = this
    if (ranks.length === 1) return ranks[0]
    if (this.table.at[request] >= 0) return ranks[this.rankOf.at[request]]
    let best = 0
    for (let rank = 1; rank < ranks.length; rank++) if (ranks[rank].freeBlocks > ranks[best].freeBlocks) best = rank
    return ranks[best]
  }

  needed(request: RequestId, tokens: Tokens): number {
    return this.of(request).needed(request, tokens)
  }

  areTogether(one: RequestId, other: RequestId): boolean {
    return this.rankOf.at[one] === this.rankOf.at[other]
  }

  reserve(request: RequestId, tokens: Tokens): boolean {
    return this.settle(request, (rank) => rank.reserve(request, tokens))
  }

  reopen(request: RequestId, positions: Tokens): boolean {
    return this.settle(request, (rank) => rank.reopen(request, positions))
  }

  canHold(request: RequestId, positions: Tokens): boolean {
    return this.ranks.some((rank) => rank.canHold(request, positions))
  }

  /** Room for a request's KV on its way here, in the rank with the most: a ticket for `adopt`, −1 when blocks are lacking. */
  hold(request: RequestId, positions: Tokens): number {
    const { ranks } = this
    let best = 0
    for (let rank = 1; rank < ranks.length; rank++) if (ranks[rank].freeBlocks > ranks[best].freeBlocks) best = rank
    const slot = ranks[best].hold(request, positions)
    return slot < 0 ? -1 : slot * ranks.length + best
  }

  growHold(ticket: number, positions: Tokens): boolean {
    return this.rankOfTicket(ticket).growHold(this.slotOf(ticket), positions)
  }

  adopt(request: RequestId, ticket: number): void {
    this.rankOf.at[request] = ticket % this.ranks.length
    this.rankOfTicket(ticket).adopt(request, this.slotOf(ticket))
  }

  dropHold(ticket: number): void {
    this.rankOfTicket(ticket).dropHold(this.slotOf(ticket))
  }

  /** Best prefix hit over the ranks. */
  cachedTokens(request: RequestId): Tokens {
    let most = 0
    for (const rank of this.ranks) most = Math.max(most, rank.cachedTokens(request))
    return most
  }

  private rankOfTicket(ticket: number): KvCache {
    return this.ranks[ticket % this.ranks.length]
  }

  private slotOf(ticket: number): number {
    return Math.floor(ticket / this.ranks.length)
  }

  private settle(request: RequestId, attempt: (rank: KvCache) => boolean): boolean {
    const rank = this.of(request)
    const isNew = this.table.at[request] < 0
    if (!attempt(rank)) return false
    if (isNew) this.rankOf.at[request] = this.ranks.indexOf(rank)
    return true
  }
}
