/**
 * Pages of vectors that lie side by side: a head of two cells (how many, and the page that goes on), the numbers of the vectors, then
 * the vectors. A page that runs over gets another one behind it.
 */
import type { Cell } from '../../../../contracts/memory.ts'
import type { Nearest, SearchContext } from '../../../../contracts/vectors.ts'

const NEXT = 1
const IDS = 2

/** The best so far, and what else was seen on the way to it. */
export interface Best {
  id: number
  similarity: number
  page: Cell
  /** Similarity of what the best page holds, by slot. */
  readonly seen: Map<Cell, readonly { readonly id: number; readonly similarity: number }[]>
}

export class Pages {
  private readonly vectors: number // bytes from the start of a page to its vectors
  private readonly cells: number

  private readonly context: SearchContext
  readonly capacity: number

  constructor(context: SearchContext, capacity: number) {
    this.context = context
    this.capacity = capacity
    this.vectors = (IDS + capacity) * 8
    this.cells = IDS + capacity + Math.ceil((capacity * context.format.bytes) / 8)
  }

  make(): Cell {
    return this.context.memory.allocate(this.cells, 8)
  }

  next = (page: Cell): Cell => this.context.memory.load(page + NEXT)

  /** Puts a vector where there is room, in this page or in one behind it. */
  append(first: Cell, id: number): void {
    const { memory, format, source } = this.context
    let page = first
    let count = memory.load(page)
    while (count === this.capacity) {
      const next = memory.load(page + NEXT)
      if (next === 0) {
        const made = this.make()
        memory.store(page + NEXT, made)
        page = made
      } else page = next
      count = memory.load(page)
    }
    memory.store(page + IDS + count, id)
    format.write(page * 8 + this.vectors + count * format.bytes, source.values, id * source.dims)
    memory.store(page, count + 1)
  }

  start = (): Best => ({ id: -1, similarity: -Infinity, page: 0, seen: new Map() })

  /** Holds every vector of a page against the query. */
  look(page: Cell, query: Float32Array, best: Best): void {
    const { memory, format } = this.context
    const count = memory.load(page)
    const seen: { id: number; similarity: number }[] = []
    for (let slot = 0; slot < count; slot++) {
      const similarity = format.dot(page * 8 + this.vectors + slot * format.bytes, query)
      const id = memory.load(page + IDS + slot)
      seen.push({ id, similarity })
      if (similarity > best.similarity) {
        best.similarity = similarity
        best.id = id
        best.page = page
      }
    }
    best.seen.set(page, seen)
  }

  /** The best, and what lies beside it in its page, the most alike to the query first. */
  nearestOf({ id, similarity, page, seen }: Best): Nearest {
    const beside = (seen.get(page) ?? [])
      .filter((one) => one.id !== id)
      .sort((one, other) => other.similarity - one.similarity || one.id - other.id)
    return { id, similarity, beside: beside.map((one) => one.id) }
  }

  /** Uncounted. */
  *along(first: Cell): Iterable<Cell> {
    const { cells } = this.context.memory
    for (let page = first; page !== 0; page = cells[page + NEXT]) yield page
  }

  countOf(page: Cell): number {
    return this.context.memory.cells[page]
  }

  *idsOf(first: Cell): Iterable<number> {
    const { cells } = this.context.memory
    for (const page of this.along(first)) for (let slot = 0; slot < cells[page]; slot++) yield cells[page + IDS + slot]
  }
}
