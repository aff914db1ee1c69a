/**
 * Alias table: draws an item by weight with one uniform and two look-ups, however many items there are.
 *
 * n columns of width 1 hold all the probability (times n); the lower part of column i, up to `cut`, belongs to item i and
 * the rest to another item, its alias. For x uniform in [0, n) the column is ⌊x⌋ and its fraction decides.
 *
 * The fraction is a whole number of 2^−30 so that the decision can be arithmetic: the loop of `expert-picker.ts` then has no
 * branch that goes either way at random.
 *
 * Source: Walker 1977; built in O(n) as Vose 1991 does.
 */
export interface AliasTable {
  /** For column i: 2i its cut in units of 2^−30, 2i + 1 its alias. */
  readonly columns: Int32Array
  /** The weights it was built of, summing to 1. */
  readonly weights: Float64Array
}

/** Units of a column's width. */
export const COLUMN_UNITS = 1073741824

/** `weights` are positive and sum to 1. */
export function buildAliasTable(weights: Float64Array): AliasTable {
  const n = weights.length
  const columns = new Int32Array(2 * n)
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
    columns[2 * receiver] = Math.round(height[receiver] * COLUMN_UNITS)
    columns[2 * receiver + 1] = giver
    height[giver] -= 1 - height[receiver]
    if (height[giver] < 1) {
      high++
      order[low++] = giver
    }
  }
  // What is left is full up to rounding.
  while (low > 0) fill(order[--low])
  while (high < n) fill(order[high++])
  return { columns, weights }

  function fill(i: number): void {
    columns[2 * i] = COLUMN_UNITS
    columns[2 * i + 1] = i
  }
}
