/**
 * B-skip list: a skip list whose nodes hold many keys side by side. A key that is promoted begins a node of its own on every level below
 * the one it stands on, and since its height is drawn before anybody looks, all of that is done on the one way down. A node that runs
 * over is halved; the second half is found by going right.
 *
 * Source: Luo, Hao, Wheatman, Pandey and Xu, 2025 (arXiv 2507.21492). Ours: the constant of the promotion, halving, fences (no deletion,
 * so a node's first key never changes), and the search by halving in a node.
 */
import * as z from 'zod'
import { amount, yes } from '../../../../../../kernel/decision.ts'
import type { Stream } from '../../../../../../kernel/draws.ts'
import type { Cell } from '../../../../contracts/memory.ts'
import { defineIndex, type IndexContext, type Insertion, type Place } from '../../../../contracts/ordered-index.ts'
import { BlockIndex } from './block-index.ts'
import { levelsFor } from './levels-for.ts'
import { nodeKeysKnob } from './node-keys.ts'

const decisions = {
  /** Whether a key that stands on a level stands on the next one, too. */
  promote: yes((_key: number, _level: number, draw: number, promotion: number) => draw < promotion),
  /** How many of the keys stay in a node that runs over. */
  keep: amount((capacity: number) => capacity / 2),
}

export const bSkiplist = defineIndex({
  id: 'b-skiplist',
  role: 'index',
  title: 'B-skip list',
  help: 'A skip list with many keys a node: a step is a line or two that hold dozens of keys.',
  source: 'Luo et al. 2025 (arXiv 2507.21492)',
  knobs: z.strictObject({
    nodeKeys: nodeKeysKnob,
    spread: z
      .number()
      .min(0.02)
      .max(4)
      .default(0.5)
      .meta({
        label: 'Keys between promoted ones',
        unit: 'of a node',
        help: 'How many keys lie between two that stand a level higher: more fills nodes better, and has more of them run over.',
        slider: [0.1, 2],
      }),
  }),
  decisions,
  create: ({ nodeKeys, spread }, context) => new BSkiplist(nodeKeys, 1 / Math.max(1.25, spread * nodeKeys), context),
})

class BSkiplist extends BlockIndex {
  readonly name = 'B-skip list'
  private readonly top: number
  /** The first node of every level, which begins below all keys. */
  private readonly heads: readonly Cell[]
  private readonly heights: Stream

  private readonly promotion: number

  constructor(nodeKeys: number, promotion: number, context: IndexContext) {
    super(context.memory, nodeKeys)
    this.promotion = promotion
    this.heights = context.draws.stream('heights')
    this.top = levelsFor(context.expected, promotion)
    this.heads = Array.from({ length: this.top + 1 }, () => this.blocks.make())
    this.heads.forEach((head, level) => {
      this.blocks.put(head, -1, -Infinity, level === 0 ? NaN : this.heads[level - 1])
    })
  }

  enter(place: Place): void {
    place.node = this.heads[this.top]
    place.level = this.top
  }

  plan(key: number, value: number): Insertion {
    let height = 0
    while (height < this.top && decisions.promote(key, height, this.heights.at(key, height), this.promotion)) height++
    // On its highest level the key goes into a node that is there; below it begins one.
    const made = Array.from({ length: height + 1 }, (_, level) => (level < height ? this.blocks.make() : 0))
    return { key, value, height, made }
  }

  heldFrom({ height }: Insertion): number {
    return height
  }

  change({ node, level }: Place, { key, value, height, made }: Insertion): void {
    const { blocks } = this
    const content = level === 0 ? value : made[level - 1]
    const slot = blocks.slotOf(node, key)
    if (level < height) {
      blocks.put(made[level], -1, key, content)
      blocks.split(node, slot + 1, made[level])
      return
    }
    if (!blocks.isFull(node)) {
      blocks.put(node, slot, key, content)
      return
    }
    const half = Math.min(blocks.capacity - 1, Math.max(1, Math.floor(decisions.keep(blocks.capacity))))
    const right = blocks.make()
    blocks.split(node, half, right)
    if (slot < half) blocks.put(node, slot, key, content)
    else blocks.put(right, slot - half, key, content)
  }

  levels(): number {
    return this.top + 1
  }

  first(level: number): Cell {
    return this.heads[level]
  }
}
