/**
 * The block table of one request: block of positions 0 … blockTokens − 1, of the next ones, and so on. A typed array that
 * is kept for the next request: an ordinary array gives its storage back when it is emptied, and growing it anew for
 * every request was half of what a run allocated. Plain data, so that a checkpoint copies it.
 */
export interface BlockTable {
  blocks: Int32Array<ArrayBuffer>
  length: number
}

export const emptyTable = (): BlockTable => ({ blocks: new Int32Array(64), length: 0 })

/** Makes room for `count` more blocks. */
export function makeTableRoom(table: BlockTable, count: number): void {
  const wanted = table.length + count
  if (wanted <= table.blocks.length) return
  const grown = new Int32Array(Math.max(wanted, table.blocks.length * 2))
  grown.set(table.blocks)
  table.blocks = grown
}
