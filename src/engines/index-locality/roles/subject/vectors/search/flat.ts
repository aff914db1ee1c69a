/** All of them, one after the other: nothing is missed, and every line is read. What an index is held against. */
import * as z from 'zod'
import { defineSearch, type Nearest, type SearchContext, type VectorSearch } from '../../../../contracts/vectors.ts'
import { Pages } from './pages.ts'

export const flat = defineSearch({
  id: 'flat',
  role: 'search',
  title: 'One after the other',
  help: 'Every vector is held against the query: exact, and as many lines as there are.',
  knobs: z.strictObject({}),
  create: (_, context) => new Flat(context),
})

/** Vectors of a page: long enough that its head costs nothing. */
const PAGE = 256

class Flat implements VectorSearch {
  private readonly pages: Pages
  private readonly first: number
  private visited = 0

  private readonly context: SearchContext

  constructor(context: SearchContext) {
    this.context = context
    this.pages = new Pages(context, PAGE)
    this.first = this.pages.make()
    for (let id = 0; id < context.loaded; id++) this.pages.append(this.first, id)
  }

  get pagesVisited(): number {
    return this.visited
  }

  *nearest(query: Float32Array): Generator<'step', Nearest, void> {
    const best = this.pages.start()
    for (let page = this.first; page !== 0; page = this.pages.next(page)) {
      this.pages.look(page, query, best)
      this.visited++
      yield 'step'
    }
    return this.pages.nearestOf(best)
  }

  *insert(id: number): Generator<'step', void, void> {
    this.pages.append(this.first, id)
    yield 'step'
  }

  state = () => this.pages.idsOf(this.first)

  drawing() {
    const pages = [...this.pages.along(this.first)]
    const held = pages.map((page) => this.pages.countOf(page))
    const boxes = held.slice(0, 64).map((count, i) => ({
      ...{ at: (i + 0.5) / Math.min(64, held.length), width: 1 / Math.min(64, held.length) },
      ...{ label: `${count}`, shade: this.visited / held.length, full: count / PAGE },
    }))
    return {
      title: 'Vectors, one after the other',
      rows: [{ label: 'pages', boxes, leftOut: held.length - boxes.length }],
      lines: [],
      shade: { label: 'visits', most: Math.max(1, this.visited / held.length) },
      words: `${this.context.loaded} vectors in ${held.length} pages, of which every look-up reads all.`,
    }
  }
}
