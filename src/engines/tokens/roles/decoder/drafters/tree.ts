/**
 * A tree whose shape follows the draft's confidence: every level the best few nodes by cumulative probability are expanded to
 * their best few children; of all nodes seen the best `nodes` are kept, which is closed under ancestors since the product
 * only falls along a path. Children are picked, not drawn, so each counts as a point mass.
 *
 * Source: EAGLE-2 (Li et al. 2024b).
 */
import { log } from '../../../../../kernel/math.ts'
import type { Draft } from '../../../contracts/draft.ts'
import type { Drafter } from '../../../contracts/drafter.ts'
import type { Kernels } from '../../../contracts/kernels.ts'
import type { Sampling } from '../../../contracts/sampling.ts'
import type { Stepper } from '../../../contracts/stepper.ts'
import { bestOf } from '../../../sampling/best-of.ts'
import { distribution } from '../../../sampling/sampling.ts'
import { Special } from '../../../text/tokenizer.ts'

export interface TreeSize {
  /** Nodes of the tree that is verified, without the root. */
  readonly nodes: number
  readonly depth: number
  /** Children of a node, and nodes expanded a level. */
  readonly width: number
}

interface Node {
  readonly token: number
  /** Index into the list of nodes; −1 for the root. */
  readonly parent: number
  readonly depth: number
  /** Sum of log q along the path, and the node's own probability. */
  readonly score: number
  readonly probability: number
  /** Order in which the stepper was fed; −1 where it was not. */
  fed: number
}

interface TreeParts {
  readonly kernels: Kernels
  readonly stepper: Stepper
  readonly size: TreeSize
  readonly sampling: Sampling
}

export function treeDrafter({ kernels, stepper, size, sampling }: TreeParts): Drafter {
  // Greedy decoding still ranks by probability: at temperature 0 all but one child would have none.
  const ranking: Sampling = sampling.temperature === 0 ? { temperature: 1, topK: 0, topP: 1 } : sampling
  return {
    reset: () => stepper.reset(),
    propose(text, draft, room) {
      const { vocab } = draft
      const depth = Math.min(size.depth, room)
      if (depth < 1) {
        draft.stop = 'room'
        return
      }
      const nodes: Node[] = []
      const q = new Float32Array(vocab)
      const expand = (parent: number, row: number): void => {
        distribution(kernels, { logits: stepper.logits, at: row * vocab, vocab }, ranking, q, 0)
        const above = parent < 0 ? 0 : nodes[parent].score
        for (const token of bestOf(q, size.width))
          nodes.push({
            token,
            parent,
            depth: parent < 0 ? 1 : nodes[parent].depth + 1,
            score: above + log(q[token]),
            probability: q[token],
            fed: -1,
          })
      }
      stepper.catchUp(text)
      draft.passes++
      draft.rows++
      expand(-1, 0)
      let fed = 0
      for (let level = 1; level < depth; level++) {
        const open = nodes
          .map((node, index) => ({ node, index }))
          .filter(({ node }) => node.depth === level && node.token !== Special.end)
          .sort((a, b) => b.node.score - a.node.score || a.index - b.index)
          .slice(0, size.width)
        if (open.length === 0) break
        stepper.step(
          open.map(({ node }) => node.token),
          open.map(({ node }) => (node.parent < 0 ? -1 : nodes[node.parent].fed)),
        )
        draft.passes++
        draft.rows += open.length
        for (const { node } of open) node.fed = fed++
        for (const [row, { index }] of open.entries()) expand(index, row)
      }
      plant(nodes, Math.min(size.nodes, draft.mostRows - 1), draft)
    },
  }
}

/** The best nodes become rows, parents first and siblings by probability, which is the order in which they are tried. */
function plant(nodes: readonly Node[], most: number, draft: Draft): void {
  const kept = nodes
    .map((node, index) => ({ node, index }))
    .sort((a, b) => b.node.score - a.node.score || a.index - b.index)
    .slice(0, most)
    .sort((a, b) => a.node.depth - b.node.depth || b.node.score - a.node.score || a.index - b.index)
  const rowOf = new Map([[-1, 0]])
  for (const { node, index } of kept) {
    const parent = rowOf.get(node.parent)
    // A child can only tie with its parent where its own probability is 1; then the parent may have lost the tie.
    if (parent === undefined) continue
    rowOf.set(index, draft.add(parent, node.token, { isDrawn: false, confidence: node.probability }))
  }
}
