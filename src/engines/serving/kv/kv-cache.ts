/**
 * The paged KV cache of one data-parallel rank: block tables of requests over a BlockPool, with prefix reuse.
 *
 * A table is opened by the first `reserve` (taking what the prefix cache holds of the prompt), grows by blocks, is cut
 * back after a verification that rejected drafts, and is closed by `release`, last block first, so that a prefix outlives
 * what continues it.
 */
import type { RequestColumn } from '../../../kernel/memory.ts'
import type { Tokens } from '../../../kernel/units.ts'
import type { KvView } from '../contracts/kv.ts'
import type { RequestId } from '../contracts/request.ts'
import { Phase } from '../contracts/request.ts'
import type { Requests } from '../requests/requests.ts'
import { BlockPool } from './block-pool.ts'
import { type BlockTable, emptyTable, makeTableRoom } from './block-table.ts'
import { blocksToCome } from './blocks-to-come.ts'
import type { KvCacheOptions } from './kv-cache-options.ts'

/** Why first admissions found nothing of what other requests have, too. */
export interface PrefixMisses {
  /** Those whose beginning another request had, and the longest such beginning. */
  readonly sharing: number
  readonly longest: Tokens
  /** Of these, whose shared beginning fills a block; and of those, which came before anybody had computed it. */
  readonly whole: number
  readonly uncomputed: number
}

export class KvCache implements KvView {
  readonly pool: BlockPool
  readonly blockTokens: Tokens
  private readonly options: KvCacheOptions
  private readonly requests: Requests
  readonly room: RequestColumn<'i32'>
  /** `owner`: whose a table is, also while it is held for KV on its way here; NOBODY's where it is closed. */
  private readonly tables: { list: BlockTable[]; free: number[]; published: number[]; owner: RequestId[] }
  private readonly counts: {
    /** Blocks that requests in prefill brought into use: the rest of the used ones belong to decoding requests. */
    prefillBlocks: number
    tables: number
    hitTokens: number
    askedTokens: number
    hitBlocks: number
    askedBlocks: number
    hitTokensAgain: number
  }
  private readonly misses: { -readonly [name in keyof PrefixMisses]: number }
  /** By table: used blocks that this request brought into use while in prefill. */
  private readonly brought: { at: number[] }

  constructor(options: KvCacheOptions) {
    this.options = options
    this.requests = options.requests
    this.room = options.room
    this.blockTokens = options.blockTokens
    this.pool = new BlockPool(options.memory, options.blocks, options.eviction)
    this.tables = options.memory.object({ list: [], free: [], published: [], owner: [] })
    this.brought = options.memory.object({ at: [] })
    this.counts = options.memory.object({
      prefillBlocks: 0,
      tables: 0,
      hitTokens: 0,
      askedTokens: 0,
      hitBlocks: 0,
      askedBlocks: 0,
      hitTokensAgain: 0,
    })
    this.misses = options.memory.object({ sharing: 0, longest: 0, whole: 0, uncomputed: 0 })
  }

  get totalBlocks(): number {
    return this.pool.size
  }
  get freeBlocks(): number {
    return this.pool.available
  }
  /** Whether content is kept findable at all: callers in hot loops ask once. */
  get publishes(): boolean {
    return this.options.keeps
  }
  get prefillBlocks(): number {
    return this.counts.prefillBlocks
  }
  /**
   * Prompt tokens found in the prefix cache, of all prompt tokens admitted for the first time. A request that was preempted mostly
   * finds its own blocks again: counted in, a cache that is too small would look the better the more it preempts.
   */
  get hits(): {
    readonly tokens: number
    readonly asked: number
    readonly blocks: number
    readonly askedBlocks: number
    /** Tokens that preempted requests found when they came back. */
    readonly tokensAgain: number
  } {
    const { hitTokens, askedTokens, hitBlocks, askedBlocks, hitTokensAgain } = this.counts
    return { tokens: hitTokens, asked: askedTokens, blocks: hitBlocks, askedBlocks, tokensAgain: hitTokensAgain }
  }

  /** Of first admissions that found nothing. */
  get prefixMisses(): PrefixMisses {
    return this.misses
  }

  /** Prompt tokens of a request without a table that the prefix cache holds now; whole blocks, never the last token. */
  cachedTokens(request: RequestId): Tokens {
    const { content, keeps, requests } = this.options
    if (!keeps || !content.has(request)) return 0
    // The last position must be computed, or there is nothing to take the next token from.
    const most = Math.floor((requests.prefillTarget[request] - 1) / this.blockTokens)
    let blocks = 0
    while (blocks < most && this.find(request, blocks) >= 0) blocks++
    return blocks * this.blockTokens
  }

  needed(request: RequestId, tokens: Tokens): number {
    const { requests, room, table } = this.options
    if (table.at[request] >= 0) {
      return Math.max(0, Math.ceil((requests.computed[request] + tokens - room.at[request]) / this.blockTokens))
    }
    return this.admissionBlocks(request, tokens, this.cachedTokens(request))
  }

  areTogether(): boolean {
    return true
  }

  reserve(request: RequestId, tokens: Tokens): boolean {
    // Fifteen of sixteen decode steps end here: the last block has a free position.
    return this.requests.computed[request] + tokens <= this.room.at[request] || this.grow(request, tokens)
  }

  private grow(request: RequestId, tokens: Tokens): boolean {
    const { requests, room, table } = this.options
    const positions = requests.computed[request] + tokens
    if (table.at[request] < 0) return this.open(request, tokens)
    const blocks = Math.ceil((positions - room.at[request]) / this.blockTokens)
    if (blocks > this.pool.available) return false
    this.extend(request, blocks)
    return true
  }

  /** One more block for a request that decodes. The caller has checked `freeBlocks`. */
  addBlock(request: RequestId): void {
    this.extend(request, 1)
  }

  /** The `rejected` positions beyond what is computed are given back, unless the table had room beyond them before. */
  trim(request: RequestId, rejected: Tokens): void {
    const { requests, room, table } = this.options
    const keep = Math.ceil(requests.computed[request] / this.blockTokens)
    const blockTable = this.tables.list[table.at[request]]
    if (requests.computed[request] + rejected <= room.at[request] - this.blockTokens) return // reserved at admission
    while (blockTable.length > keep) {
      this.pool.release(blockTable.blocks[--blockTable.length], 'free')
      room.at[request] -= this.blockTokens
    }
  }

  /** Blocks beyond what is computed are given back: a part of a prompt was replaced. */
  cut(request: RequestId): void {
    const { requests, room, table } = this.options
    const slot = table.at[request]
    if (slot < 0) return
    const keep = Math.ceil(requests.computed[request] / this.blockTokens)
    const blockTable = this.tables.list[slot]
    while (blockTable.length > keep) {
      this.pool.release(blockTable.blocks[--blockTable.length], 'free')
      room.at[request] -= this.blockTokens
      if (this.brought.at[slot] > 0) this.bring(slot, -1)
    }
    this.tables.published[slot] = Math.min(
      this.tables.published[slot],
      Math.floor(requests.computed[request] / this.blockTokens),
    )
  }

  /** Positions up to `computed` are there: full blocks become findable. Call after `computed` moved past a block end. */
  publish(request: RequestId): void {
    const { requests, table, content, keeps } = this.options
    if (!keeps || !content.has(request)) return
    const { list, published } = this.tables
    const slot = table.at[request]
    const { blocks } = list[slot]
    const full = Math.floor(requests.computed[request] / this.blockTokens)
    for (let number = published[slot]; number < full; number++) {
      const owner = content.ownerAt(request, (number + 1) * this.blockTokens - 1)
      const parent = number === 0 ? -1 : this.find(request, number - 1)
      this.pool.publish(blocks[number], owner, number, parent)
      if (number === 0) content.markComputed(owner)
    }
    published[slot] = full
  }

  /** The request's first token is out: its blocks now count as those of a decoding request. */
  endPrefill(request: RequestId): void {
    const slot = this.options.table.at[request]
    this.counts.prefillBlocks -= this.brought.at[slot]
    this.brought.at[slot] = 0
  }

  /** Closes the table. Full blocks stay idle where the cache keeps them. Returns how many blocks the table had. */
  release(request: RequestId): number {
    const { requests, room, table, keeps, content } = this.options
    const slot = table.at[request]
    if (slot < 0) return 0
    this.endPrefill(request)
    const blockTable = this.tables.list[slot]
    const count = blockTable.length
    // Content that nobody else can have is not kept: it could never be found. Where prompts share something, each
    // request's own part is kept too and takes its turn in the eviction order, as in real caches.
    const isKept = keeps && content.has(request)
    const full = isKept ? Math.floor(requests.computed[request] / this.blockTokens) : 0
    if (full === 0) this.pool.freeAll(blockTable)
    else
      for (let number = count - 1; number >= 0; number--)
        this.pool.release(blockTable.blocks[number], number < full ? 'idle' : 'free')
    this.closeSlot(slot)
    table.at[request] = -1
    room.at[request] = 0
    return count
  }

  /** A table of `positions` with fresh blocks, for KV that comes back from elsewhere; false when blocks are lacking. */
  reopen(request: RequestId, positions: Tokens): boolean {
    if (!this.canHold(request, positions)) return false
    this.newTable(request)
    this.extend(request, Math.ceil(positions / this.blockTokens))
    return true
  }

  canHold(request: RequestId, positions: Tokens): boolean {
    return this.admits(request, positions, 0)
  }

  /** A table of `positions` for KV of the request that is on its way here. −1 when blocks are lacking. */
  hold(request: RequestId, positions: Tokens): number {
    if (!this.canHold(request, positions)) return -1
    const blocks = Math.ceil(positions / this.blockTokens)
    const slot = this.openSlot(request)
    this.pool.takeOnto(this.tables.list[slot], blocks)
    return slot
  }

  /** Makes a held table as long as `positions` ask; false (and nothing changed) when blocks are lacking. */
  growHold(slot: number, positions: Tokens): boolean {
    const table = this.tables.list[slot]
    const blocks = Math.ceil(positions / this.blockTokens) - table.length
    if (blocks <= 0) return true
    if (blocks > this.pool.available) return false
    this.pool.takeOnto(table, blocks)
    return true
  }

  /** The KV has arrived: a request without a table has the held one from now on. */
  adopt(request: RequestId, slot: number): void {
    this.options.table.at[request] = slot
    this.options.room.at[request] = this.tables.list[slot].length * this.blockTokens
  }

  /** Nobody comes: the blocks of a held table are free again. */
  dropHold(slot: number): void {
    this.pool.freeAll(this.tables.list[slot])
    this.closeSlot(slot)
  }

  /** The blocks of its table in order of position; empty without a table. A view: not to be kept. */
  blocksOf(request: RequestId): Int32Array {
    const slot = this.options.table.at[request]
    const { blocks, length } = slot < 0 ? noTable : this.tables.list[slot]
    return blocks.subarray(0, length)
  }

  /** Entries of all block tables, and the different blocks among them; laws call this. */
  audit(): { readonly entries: number; readonly blocks: number } {
    const entries = this.tables.list.flatMap(({ blocks, length }) => [...blocks.subarray(0, length)])
    return { entries: entries.length, blocks: new Set(entries).size }
  }

  private open(request: RequestId, tokens: Tokens): boolean {
    const { requests, room, table } = this.options
    const cached = this.cachedTokens(request)
    if (!this.admits(request, tokens, cached)) return false
    this.newTable(request)
    const slot = table.at[request]
    const hits = cached / this.blockTokens
    const opened = this.tables.list[slot]
    makeTableRoom(opened, hits)
    for (let number = 0; number < hits; number++) {
      const block = this.find(request, number)
      if (this.pool.refer(block)) this.bring(slot, 1)
      opened.blocks[opened.length++] = block
    }
    this.tables.published[slot] = hits
    room.at[request] = cached
    requests.computed[request] = cached
    if (requests.phase[request] === Phase.queued) {
      requests.cachedTokens[request] = cached
      if (hits === 0) this.bookMiss(request)
      this.counts.hitTokens += cached
      this.counts.askedTokens += requests.prefillTarget[request]
      this.counts.hitBlocks += hits
      this.counts.askedBlocks += Math.ceil(requests.prefillTarget[request] / this.blockTokens)
    } else this.counts.hitTokensAgain += cached
    this.extend(request, Math.ceil(tokens / this.blockTokens))
    return true
  }

  private bookMiss(request: RequestId): void {
    const { content, requests, keeps } = this.options
    if (!keeps || !content.has(request)) return
    const prompt = requests.prefillTarget[request]
    const shared = content.sharedTokens(request, prompt)
    if (shared === 0) return
    const { misses, blockTokens } = this
    misses.sharing++
    misses.longest = Math.max(misses.longest, shared)
    // The last token of a prompt is computed in any case.
    if (Math.min(shared, prompt - 1) < blockTokens) return
    misses.whole++
    if (!content.wasComputed(content.ownerAt(request, blockTokens - 1))) misses.uncomputed++
  }

  /** Blocks an admission takes from the available ones: the new ones, and idle hits that stop being available. */
  private admissionBlocks(request: RequestId, tokens: Tokens, cached: Tokens): number {
    let blocks = Math.ceil(tokens / this.blockTokens)
    for (let number = cached / this.blockTokens - 1; number >= 0; number--) {
      if (this.pool.references[this.find(request, number)] === 0) blocks++
    }
    return blocks
  }

  /**
   * Whether a request without blocks may take those of `tokens` beyond its `cached` ones. Alone in the cache it may whenever they are
   * there. Beside others it may where the watermark and what is set aside for everybody stay free: their blocks to come, and its own.
   */
  private admits(request: RequestId, tokens: Tokens, cached: Tokens): boolean {
    const { available } = this.pool
    const taken = this.admissionBlocks(request, tokens, cached)
    if (this.counts.tables === 0) return taken <= available
    const { reserveBlocks, setAside } = this.options
    const free = available - reserveBlocks
    if (taken > free) return false // mostly: nobody's blocks to come need be counted
    const own = setAside(request) - cached
    const wanted = own > tokens ? this.admissionBlocks(request, own, cached) : taken
    // Mostly there is room even if every stream had the most that may be set aside for it: that many need not be asked.
    const { tables, options } = this
    return (
      wanted <= free - blocksToCome(tables, options, options.aheadOfAnswers()) ||
      wanted <= free - blocksToCome(tables, options, null)
    )
  }

  private newTable(request: RequestId): void {
    this.options.table.at[request] = this.openSlot(request)
  }

  private openSlot(owner: RequestId): number {
    const slot = this.tables.free.pop() ?? this.tables.list.length
    if (slot === this.tables.list.length) this.tables.list.push(emptyTable())
    this.tables.owner[slot] = owner
    this.tables.published[slot] = 0
    this.brought.at[slot] = 0
    this.counts.tables++
    return slot
  }

  private closeSlot(slot: number): void {
    this.tables.list[slot].length = 0
    this.tables.owner[slot] = NOBODY
    this.tables.free.push(slot)
    this.counts.tables--
  }

  private extend(request: RequestId, count: number): void {
    const slot = this.options.table.at[request]
    this.pool.takeOnto(this.tables.list[slot], count)
    this.room.at[request] += count * this.blockTokens
    if (this.requests.phase[request] !== Phase.decode) this.bring(slot, count)
  }

  private bring(slot: number, count: number): void {
    this.brought.at[slot] += count
    this.counts.prefillBlocks += count
  }

  private find(request: RequestId, number: number): number {
    const owner = this.options.content.ownerAt(request, (number + 1) * this.blockTokens - 1)
    return owner < 0 ? -1 : this.pool.index.find(owner, number)
  }
}

/** Owner of a table that is closed. */
const NOBODY: RequestId = -1
const noTable: BlockTable = { blocks: new Int32Array(0), length: 0 }
