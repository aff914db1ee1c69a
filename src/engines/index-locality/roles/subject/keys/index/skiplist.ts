/**
 * Skip list: every key is a tower of its own, whose height is a run of coin flips; on each level the towers that reach it are a list. A
 * search goes right as long as it can and then down. A key is a line or two of memory somewhere, so each step is likely a miss.
 *
 * A tower: height, key, value, and the next tower on each of its levels. The lock of a level is in the link itself.
 *
 * Source: Pugh, Skip lists: a probabilistic alternative to balanced trees (CACM 33, 1990).
 */
import * as z from 'zod'
import { geometric } from '../../../../../../kernel/distributions.ts'
import { InvariantError } from '../../../../../../kernel/problem.ts'
import type { Cell } from '../../../../contracts/memory.ts'
import {
  defineIndex,
  type IndexContext,
  type Insertion,
  type OrderedIndex,
  type Place,
  type Way,
} from '../../../../contracts/ordered-index.ts'
import { drawLevels } from './draw-levels.ts'
import { levelsFor } from './levels-for.ts'

const KEY = 1
const VALUE = 2
const NEXT = 3

export const skiplist = defineIndex({
  id: 'skiplist',
  role: 'index',
  title: 'Skip list',
  help: 'A key a node, linked on levels whose heights are coin flips.',
  source: 'Pugh 1990',
  knobs: z.strictObject({
    promotion: z
      .number()
      .min(0.05)
      .max(0.75)
      .default(0.5)
      .meta({
        label: 'Chance of a level more',
        unit: '',
        help: 'Higher makes taller towers: fewer steps to the right on each level, and more levels.',
        slider: [0.1, 0.7],
      }),
  }),
  create: ({ promotion }, context) => new Skiplist(promotion, context),
})

class Skiplist implements OrderedIndex {
  readonly goesStale = false // a link that was read before an insertion leads where it led
  private readonly top: number
  private readonly head: Cell

  private readonly promotion: number
  private readonly context: IndexContext

  constructor(promotion: number, context: IndexContext) {
    this.promotion = promotion
    this.context = context
    this.top = levelsFor(context.expected, promotion)
    this.head = this.tower(this.top, -Infinity, NaN)
  }

  enter(place: Place): void {
    place.node = this.head
    place.level = this.top
  }

  advance({ node, level }: Place, key: number, to: Place): Way {
    const { memory } = this.context
    const next = memory.load(node + NEXT + level)
    const isRight = next !== 0 && memory.load(next + KEY) <= key
    if (!isRight && level === 0) return 'here'
    to.node = isRight ? next : node
    to.level = isRight ? level : level - 1
    return isRight ? 'right' : 'down'
  }

  isAt({ node }: Place, key: number): boolean {
    return this.context.memory.load(node + KEY) === key
  }

  lockOf({ node, level }: Place): Cell {
    return node + NEXT + level
  }

  version({ node, level }: Place): number {
    return this.context.memory.load(node + NEXT + level)
  }

  plan(key: number, value: number): Insertion {
    const height = Math.min(this.top, geometric(this.context.draws.stream('heights').at(key), 1 - this.promotion))
    const tower = this.tower(height, key, value)
    return { key, value, height, made: Array<Cell>(height + 1).fill(tower) }
  }

  heldFrom({ height }: Insertion): number {
    return height
  }

  change({ node, level }: Place, { made }: Insertion): void {
    const { memory } = this.context
    const link = node + NEXT + level
    memory.store(made[level] + NEXT + level, memory.load(link))
    memory.store(link, made[level])
  }

  find({ node }: Place, key: number): number {
    const { memory } = this.context
    return memory.load(node + KEY) === key ? memory.load(node + VALUE) : NaN
  }

  update({ node }: Place, key: number, value: number): boolean {
    const { memory } = this.context
    if (memory.load(node + KEY) !== key) return false
    memory.store(node + VALUE, value)
    return true
  }

  collect({ node, level }: Place, key: number, most: number, to: Place) {
    const { memory } = this.context
    if (level !== 0) throw new InvariantError(`keys are read along level 0, and this is level ${level}`)
    const count = most > 0 && memory.load(node + KEY) >= key ? 1 : 0
    if (count > 0) memory.load(node + VALUE)
    to.node = memory.load(node + NEXT)
    to.level = 0
    return { count, goesOn: to.node !== 0 }
  }

  *entries() {
    const { cells } = this.context.memory
    for (let at = cells[this.head + NEXT]; at !== 0; at = cells[at + NEXT])
      yield [cells[at + KEY], cells[at + VALUE]] as const
  }

  filled(): number {
    return 1
  }

  levels(): number {
    return this.top + 1
  }

  drawing(visits: (node: Cell) => number) {
    const { cells } = this.context.memory
    const rows = Array.from({ length: this.top + 1 }, (_, level) => {
      const nodes: Cell[] = []
      for (let at = this.head; at !== 0; at = cells[at + NEXT + level]) nodes.push(at)
      return nodes.map((node) => ({ node, key: cells[node + KEY], full: 1, label: `${cells[node + KEY]}` }))
    })
    return drawLevels('Skip list', rows, visits)
  }

  private tower(height: number, key: number, value: number): Cell {
    const { memory } = this.context
    const at = memory.allocate(NEXT + height + 1)
    memory.store(at, height)
    memory.store(at + KEY, key)
    memory.store(at + VALUE, value)
    return at
  }
}
