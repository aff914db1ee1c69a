/**
 * Atlas: pages of vectors that are alike, below a tree of centres. A search goes greedily to the centres that are most alike to the query,
 * level by level, and reads only the pages at the end: a few dozen lines that lie side by side, of thousands.
 *
 * The beam says how many ways are gone at once: with one, the nearest vector is missed where it lies behind the border of a page.
 *
 * Source: Aeon (arXiv 2601.15311), page-clustered vector index. Ours: how centres are found, and that a page that runs over goes on in
 * another one, where the authors' text says nothing.
 */
import * as z from 'zod'
import type { DrawnBox } from '../../../../asked.ts'
import type { Cell } from '../../../../contracts/memory.ts'
import { defineSearch, type Nearest, type SearchContext, type VectorSearch } from '../../../../contracts/vectors.ts'
import { centresOf, nearestCentre } from './k-means.ts'
import { Pages } from './pages.ts'

const knobs = z.strictObject({
  branching: z.int().min(2).max(64).default(16).meta({
    label: 'Branches of a group',
    unit: 'centres',
    help: 'More centres are fewer levels, and more that each level is held against.',
  }),
  page: z
    .int()
    .min(4)
    .max(512)
    .default(64)
    .meta({
      label: 'Vectors of a page',
      unit: 'vectors',
      help: 'Longer pages miss less behind their borders, and are more lines to read.',
      slider: [8, 256],
      scale: 'log',
    }),
  beam: z.int().min(1).max(16).default(2).meta({
    label: 'Ways at once',
    unit: 'groups',
    help: 'More ways find the nearest more often and read more pages.',
  }),
})

export const atlas = defineSearch({
  id: 'atlas',
  role: 'search',
  title: 'Atlas',
  help: 'Pages of vectors that are alike below a tree of centres: a search reads a few pages, and may read the wrong ones.',
  source: 'Aeon (arXiv 2601.15311)',
  knobs,
  create: (chosen, context) => new Atlas(chosen, context),
})

type AtlasKnobs = z.output<typeof knobs>

/** A page is filled to this share when it is laid out, so that there is room for what comes. */
const FILLED = 0.7

interface Group {
  readonly level: number
  /** Where the centres lie, side by side, in the format of the vectors. */
  readonly centres: number
  readonly children: readonly (Group | Cell)[]
  visits: number
}

const isPage = (child: Group | Cell): child is Cell => typeof child === 'number'

class Atlas implements VectorSearch {
  private readonly pages: Pages
  private readonly root: Group
  private readonly visits = new Map<Cell, number>()
  private visited = 0
  private groups = 0

  private readonly knobs: AtlasKnobs
  private readonly context: SearchContext

  constructor(knobs: AtlasKnobs, context: SearchContext) {
    this.knobs = knobs
    this.context = context
    this.pages = new Pages(context, knobs.page)
    const all = Int32Array.from({ length: context.loaded }, (_, id) => id)
    const made = this.layOut(all, 0)
    // A handful of vectors is one page: a group of one centre stands over it.
    this.root = isPage(made) ? this.groupOf(all, 1, [made], 0) : made
  }

  get pagesVisited(): number {
    return this.visited
  }

  *nearest(query: Float32Array): Generator<'step', Nearest, void> {
    let ways: readonly (Group | Cell)[] = [this.root]
    const best = this.pages.start()
    while (ways.length > 0) {
      const scored: { readonly child: Group | Cell; readonly similarity: number }[] = []
      for (const way of ways) {
        if (isPage(way)) {
          for (let page: Cell = way; page !== 0; page = this.pages.next(page)) {
            this.visited++
            this.visits.set(page, (this.visits.get(page) ?? 0) + 1)
            this.pages.look(page, query, best)
            yield 'step'
          }
          continue
        }
        this.visited++
        way.visits++
        for (const [i, child] of way.children.entries())
          scored.push({ child, similarity: this.context.format.dot(this.centreAt(way, i), query) })
        yield 'step'
      }
      // Equally alike: the one that stands first, since sorting keeps the order.
      ways = scored
        .toSorted((one, other) => other.similarity - one.similarity)
        .slice(0, this.knobs.beam)
        .map(({ child }) => child)
    }
    return this.pages.nearestOf(best)
  }

  *insert(id: number): Generator<'step', void, void> {
    const { source, format } = this.context
    const vector = source.values.slice(id * source.dims, (id + 1) * source.dims)
    let way: Group | Cell = this.root
    while (!isPage(way)) {
      let most = -Infinity
      let next: Group | Cell = way.children[0]
      for (const [i, child] of way.children.entries()) {
        const similarity = format.dot(this.centreAt(way, i), vector)
        if (similarity > most) [most, next] = [similarity, child]
      }
      way = next
      yield 'step'
    }
    this.pages.append(way, id)
    yield 'step'
  }

  *state(): Iterable<number> {
    for (const page of this.firstPages(this.root)) {
      yield -1 // where a page begins
      yield* this.pages.idsOf(page)
    }
  }

  drawing() {
    const rows: { readonly label: string; readonly boxes: DrawnBox[]; leftOut: number }[] = []
    const lines: { from: number; to: number; weight: number }[] = []
    const most = Math.max(1, this.root.visits)
    let level: readonly (Group | Cell)[] = [this.root]
    let number = 0
    for (let depth = 0; level.length > 0; depth++) {
      const shown = level.slice(0, 64)
      const below = level.flatMap((one) => (isPage(one) ? [] : one.children))
      const first = number
      let child = first + shown.length
      const boxes = shown.map((one, i): DrawnBox => {
        const held = isPage(one) ? this.pages.countOf(one) : one.children.length
        const room = isPage(one) ? this.knobs.page : this.knobs.branching
        if (!isPage(one)) {
          for (let c = 0; c < one.children.length && child < first + shown.length + Math.min(64, below.length); c++)
            lines.push({ from: first + i, to: child++, weight: 1 })
        }
        const visits = isPage(one) ? (this.visits.get(one) ?? 0) : one.visits
        const width = 1 / shown.length
        return { at: (i + 0.5) * width, width, label: `${held}`, shade: visits, full: Math.min(1, held / room) }
      })
      rows.push({
        label: level.every(isPage) ? 'pages' : `centres ${depth}`,
        boxes,
        leftOut: level.length - shown.length,
      })
      number += shown.length
      level = below
    }
    const pages = [...this.firstPages(this.root)].length
    return {
      title: 'Atlas',
      rows,
      lines,
      shade: { label: 'visits', most },
      words: `${this.groups} groups of centres over ${pages} pages of at most ${this.knobs.page} vectors.`,
    }
  }

  private centreAt = ({ centres }: Group, i: number): number => centres + i * this.context.format.bytes

  private *firstPages(group: Group): Iterable<Cell> {
    for (const child of group.children) {
      if (isPage(child)) yield child
      else yield* this.firstPages(child)
    }
  }

  private layOut(ids: Int32Array, level: number): Group | Cell {
    const { page, branching } = this.knobs
    if (ids.length <= page * FILLED) return this.pageOf(ids)
    const k = Math.min(branching, Math.max(2, Math.ceil(ids.length / (page * FILLED))))
    return this.groupOf(ids, k, null, level)
  }

  /** A group of k centres; its children are made of who is nearest to each, unless they are there. */
  private groupOf(ids: Int32Array, k: number, made: readonly Cell[] | null, level: number): Group {
    const { source, format, memory, draws } = this.context
    const found = centresOf(source, ids, k, { stream: draws.stream('centres'), key: this.groups++ })
    const cells = memory.allocate(Math.ceil((k * format.bytes) / 8), 8)
    for (let c = 0; c < k; c++) format.write(cells * 8 + c * format.bytes, found.values, c * source.dims)
    if (made !== null) return { level, centres: cells * 8, children: made, visits: 0 }
    const members: number[][] = Array.from({ length: k }, () => [])
    for (const id of ids) members[nearestCentre(found.values, k, source.dims, source.values, id * source.dims)].push(id)
    // Vectors that are all alike go to one centre: they are cut in order, or the tree would never end.
    const isCut = members.some(({ length }) => length === ids.length)
    const parts = isCut
      ? members.map((_, c) => [...ids.slice((c * ids.length) / k, ((c + 1) * ids.length) / k)])
      : members
    return {
      ...{ level, centres: cells * 8, visits: 0 },
      children: parts.map((part) => this.layOut(Int32Array.from(part), level + 1)),
    }
  }

  private pageOf(ids: Int32Array): Cell {
    const page = this.pages.make()
    for (const id of ids) this.pages.append(page, id)
    return page
  }
}
