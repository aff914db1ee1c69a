/**
 * What prompts have in common. A request's content is a chain of links (owner, start): its positions from `start` on
 * belong to `owner`, and an owner stands for one exact continuation of what comes before it. So a pair (owner, block number)
 * names a block *and its whole prefix*, which is what a chained block hash says, without collisions.
 *
 * A system prompt is an owner shared by many requests; a session's history is one owner that its later turns extend; a
 * trace's 512-token block is an owner whose engine blocks lie inside it. Content without links is nobody else's.
 */
import type { Memory, RequestColumn } from '../../../kernel/memory.ts'
import type { Tokens } from '../../../kernel/units.ts'
import type { ContentReader, ContentWriter } from '../contracts/content.ts'
import type { RequestId } from '../contracts/request.ts'

/** What is known of an owner. */
const Mark = { asked: 1, askedAgain: 2, computed: 4 } as const

interface Links {
  owner: number[]
  start: number[]
}

export class Content implements ContentWriter, ContentReader {
  /** Index of the request's links in `chains`, −1 without content. */
  private readonly chain: RequestColumn<'i32'>
  /** By owner, of which there is one a request or session: a byte each. */
  private marks: Uint8Array = new Uint8Array(0)
  private readonly lengthen: (length: number) => void
  private readonly state: { owners: number; known: Map<string, number>; chains: (Links | null)[]; free: number[] }

  constructor(memory: Memory) {
    this.chain = memory.perRequest('i32', -1)
    this.lengthen = memory.growing('u8', 0, (at) => {
      this.marks = at
    })
    this.state = memory.object({ owners: 0, known: new Map(), chains: [], free: [] })
  }

  newOwner(): number {
    return this.state.owners++
  }

  ownerOf(kind: string, key: number): number {
    const name = `${kind}/${key}`
    const known = this.state.known.get(name)
    if (known !== undefined) return known
    const owner = this.newOwner()
    this.state.known.set(name, owner)
    return owner
  }

  link(request: RequestId, owner: number, start: Tokens): void {
    const { chains, free } = this.state
    let chain = this.chain.at[request]
    if (chain < 0) {
      chain = free.pop() ?? chains.length
      chains[chain] = { owner: [], start: [] }
      this.chain.at[request] = chain
    }
    const links = chains[chain] as Links
    links.owner.push(owner)
    links.start.push(start)
    this.mark(owner, this.isMarked(owner, Mark.asked) ? Mark.askedAgain : Mark.asked)
  }

  /** The first block of an owner's content has been computed somewhere: from then on it could be found. */
  markComputed(owner: number): void {
    this.mark(owner, Mark.computed)
  }

  wasComputed(owner: number): boolean {
    return this.isMarked(owner, Mark.computed)
  }

  /** Tokens at the beginning of a prompt of `promptTokens` that another request has, too, as far as it is known by now. */
  sharedTokens(request: RequestId, promptTokens: Tokens): Tokens {
    const chain = this.chain.at[request]
    if (chain < 0) return 0
    const { owner, start } = this.state.chains[chain] as Links
    for (let i = 0; i < owner.length; i++) {
      if (!this.isMarked(owner[i], Mark.askedAgain)) return Math.min(start[i], promptTokens)
    }
    return promptTokens
  }

  private isMarked(owner: number, mark: number): boolean {
    return (this.marks[owner] & mark) > 0
  }

  private mark(owner: number, mark: number): void {
    if (owner >= this.marks.length) this.lengthen(Math.max(64, 2 * (owner + 1)))
    this.marks[owner] |= mark
  }

  has(request: RequestId): boolean {
    return this.chain.at[request] >= 0
  }

  /** Owner of position `position`, −1 where nobody else can have it. */
  ownerAt(request: RequestId, position: Tokens): number {
    const chain = this.chain.at[request]
    if (chain < 0) return -1
    const { owner, start } = this.state.chains[chain] as Links
    // Chains of sessions have one or two links, those of traces one every 512 tokens: search from the end by halves.
    let low = 0
    let high = start.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (start[middle] <= position) low = middle
      else high = middle - 1
    }
    return start[low] <= position ? owner[low] : -1
  }

  linksOf(request: RequestId): readonly { readonly owner: number; readonly start: Tokens }[] {
    const chain = this.chain.at[request]
    if (chain < 0) return []
    const { owner, start } = this.state.chains[chain] as Links
    return owner.map((each, i) => ({ owner: each, start: start[i] }))
  }

  prefixOf(request: RequestId): { readonly owner: number; readonly tokens: Tokens } | null {
    const chain = this.chain.at[request]
    if (chain < 0) return null
    const { owner, start } = this.state.chains[chain] as Links
    const last = owner.length - 1
    return last < 1 ? null : { owner: owner[last - 1], tokens: start[last] }
  }

  /** The request is over: its links are given back, so that a run of any length holds those of live requests only. */
  forget(request: RequestId): void {
    const chain = this.chain.at[request]
    if (chain < 0) return
    this.state.chains[chain] = null
    this.state.free.push(chain)
    this.chain.at[request] = -1
  }
}
