/**
 * Alias table: draws an item by weight with one uniform and two look-ups, however many items there are.
 *
 * n columns of width 1 hold all the probability (times n); column i belongs to item i up to `cut[i] − i` and to
 * `alias[i]` above. For x uniform in [0, n) the item is ⌊x⌋ if x < cut[⌊x⌋], else alias[⌊x⌋].
 *
 * Source: Walker 1977; built in O(n) as Vose 1991 does.
 */
export interface AliasTable {
  readonly cut: Float64Array
  readonly alias: Int32Array
  /** The weights it was built of, summing to 1. */
  readonly weights: Float64Array
}

/** `weights` are positive and sum to 1. */
export function buildAliasTable(weights: Float64Array): AliasTable {
  const n = weights.length
  const cut = new Float64Array(n)
  const alias = new Int32Array(n)
  const height = weights.map((weight) => weight * n)
  // One array, two stacks: columns that are too low grow from the front, those with something to spare from the back.
  const order = new Int32Array(n)
  let low = 0
  let high = n
  for (let i = 0; i < n; i++) {
    if (height[i] < 1) order[low++] = i
    else order[--high] = i
  }
  while (low > 0 && high < n) {
    const receiver = order[--low]
    const giver = order[high]
    cut[receiver] = receiver + height[receiver]
    alias[receiver] = giver
    height[giver] -= 1 - height[receiver]
    if (height[giver] < 1) {
      high++
      order[low++] = giver
    }
  }
  // What is left is full up to rounding.
  while (low > 0) fill(order[--low])
  while (high < n) fill(order[high++])
  return { cut, alias, weights }

  function fill(i: number): void {
    cut[i] = i + 1
    alias[i] = i
  }
}
