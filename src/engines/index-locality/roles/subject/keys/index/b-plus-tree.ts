/**
 * B+-tree: nodes of many keys, all leaves equally deep. A full node is halved on the way down, so that there is always room for what
 * comes up from below and the way is gone once; nodes know their right neighbours, as in a B-link tree.
 *
 * Source: Lehman and Yao, Efficient locking for concurrent operations on B-trees (TODS 6, 1981) for fences and neighbours; splitting on the
 * way down: Guibas and Sedgewick 1978.
 */
import * as z from 'zod'
import { InvariantError } from '../../../../../../kernel/problem.ts'
import type { Cell } from '../../../../contracts/memory.ts'
import {
  defineIndex,
  type IndexContext,
  type Insertion,
  type Place,
  type Way,
} from '../../../../contracts/ordered-index.ts'
import { BlockIndex } from './block-index.ts'
import { nodeKeysKnob } from './node-keys.ts'

export const bPlusTree = defineIndex({
  id: 'b-plus-tree',
  role: 'index',
  title: 'B+-tree',
  help: 'Nodes of many keys, all leaves equally deep: nothing is drawn, full nodes are halved.',
  source: 'Lehman and Yao 1981',
  knobs: z.strictObject({ nodeKeys: nodeKeysKnob }),
  create: ({ nodeKeys }, { memory }) => new BPlusTree(nodeKeys, memory),
})

class BPlusTree extends BlockIndex {
  readonly name = 'B+-tree'
  /** Stands over the root and leads to it, so that a root that is halved changes a node like any other. */
  private readonly anchor: Cell
  private rootLevel = 0

  constructor(nodeKeys: number, memory: IndexContext['memory']) {
    super(memory, nodeKeys)
    this.anchor = this.blocks.make()
    const root = this.blocks.make()
    this.blocks.put(root, -1, -Infinity, NaN)
    this.blocks.put(this.anchor, -1, -Infinity, root)
  }

  enter(place: Place): void {
    place.node = this.anchor
    place.level = this.rootLevel + 1
  }

  /** The root may have been halved since a search entered: how high it stands is known when it is gone to. */
  override advance(place: Place, key: number, to: Place): Way {
    const way = super.advance(place, key, to)
    if (place.node === this.anchor) to.level = this.rootLevel
    return way
  }

  plan(key: number, value: number): Insertion {
    return { key, value, height: 0, made: [0] }
  }

  /** Any node may have to be halved. */
  heldFrom(): number {
    return Infinity
  }

  isFull({ node }: Place): boolean {
    return this.blocks.isFull(node)
  }

  makeRoom(parent: Place, child: Place, key: number): void {
    const { blocks } = this
    const right = blocks.make()
    blocks.split(child.node, blocks.capacity >>> 1, right)
    const first = blocks.key(right, 0)
    if (parent.node === this.anchor) {
      const root = blocks.make()
      blocks.put(root, -1, -Infinity, child.node)
      blocks.put(root, 0, first, right)
      blocks.setContent(this.anchor, 0, root)
      blocks.touch(this.anchor) // who still takes the old root for it must look again
      this.rootLevel = child.level + 1
    } else {
      if (blocks.isFull(parent.node)) throw new InvariantError(`a node of level ${parent.level} has no room for a half`)
      blocks.put(parent.node, blocks.slotOf(parent.node, first), first, right)
    }
    if (key >= first) child.node = right
  }

  change({ node }: Place, { key, value }: Insertion): void {
    this.blocks.put(node, this.blocks.slotOf(node, key), key, value)
  }

  levels(): number {
    return this.rootLevel + 1
  }

  first(level: number): Cell {
    let node = this.blocks.firstContent(this.anchor)
    for (let at = this.rootLevel; at > level; at--) node = this.blocks.firstContent(node)
    return node
  }
}
