/** Depths of the nodes of a tree. */

/** Steps below the trunk of every node, 0 for its children. Parents stand before their children. */
export function depths(parents: readonly number[], from: number): number[] {
  const depth: number[] = []
  for (const parent of parents) depth.push(parent < from ? 0 : depth[parent - from] + 1)
  return depth
}
