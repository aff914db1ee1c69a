/** A structure of levels as a picture: each level a row, a node where its keys lie among all. */
import type { Drawing, DrawnBox, DrawnRow } from '../../../../asked.ts'
import type { Cell } from '../../../../contracts/memory.ts'

interface LevelNode {
  readonly node: Cell
  readonly key: number
  readonly full: number
  readonly label: string
}

/** Boxes of a row that can still be told apart on a page. */
const MOST_BOXES = 40

/** `levels`: the nodes of each, the lowest first, in the order of their keys. */
export function drawLevels(
  title: string,
  levels: readonly (readonly LevelNode[])[],
  visits: (node: Cell) => number,
): Drawing {
  const lowest = levels[0]
  const share = (place: number): number => place / lowest.length
  const placeOf = (key: number): number => {
    let low = 0
    let high = lowest.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (lowest[middle].key < key) low = middle + 1
      else high = middle
    }
    return low
  }
  const drawn = levels.map((nodes) => {
    const stride = Math.max(1, Math.ceil(nodes.length / MOST_BOXES))
    return nodes.flatMap((node, i) =>
      i % stride === 0 ? [{ ...node, until: nodes[i + stride]?.key ?? Infinity }] : [],
    )
  })
  const most = Math.max(1, ...drawn.flatMap((nodes) => nodes.map(({ node }) => visits(node))))
  const rows = drawn.map(
    (nodes, level): DrawnRow => ({
      label: `level ${level}`,
      leftOut: levels[level].length - nodes.length,
      boxes: nodes.map(({ node, key, until, full, label }): DrawnBox => {
        const [from, to] = [share(placeOf(key)), until === Infinity ? 1 : share(placeOf(until))]
        return { at: (from + to) / 2, width: to - from, label, shade: visits(node), full }
      }),
    }),
  )
  const first = rows.map((_, level) => rows.slice(level + 1).reduce((sum, { boxes }) => sum + boxes.length, 0))
  const lines = drawn.slice(1).flatMap((nodes, above) =>
    nodes.flatMap(({ key }, i) => {
      const below = drawn[above].findIndex((one) => one.key === key || (one.key < key && key < one.until))
      return below < 0 ? [] : [{ from: first[above + 1] + i, to: first[above] + below, weight: 1 }]
    }),
  )
  const nodes = levels.reduce((sum, level) => sum + level.length, 0)
  return {
    title,
    rows: rows.toReversed(),
    lines,
    shade: { label: 'visits', most },
    words: `${title} of ${levels.length} levels and ${nodes} nodes; ${lowest.length} of them on the lowest level.`,
  }
}
