/** Blocks laid out as squares: every block has its place, however many there are and however narrow the map. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockSummary, blockTable, cellAt, layOut, stateOf } from '../../src/charts/block-map/cells.ts'
import type { BlockMap } from '../../src/engines/serving/asked.ts'

const states = ['free', 'cached', 'prefill', 'decode', 'shared']
const map = (
  state: readonly number[],
  owner: readonly number[],
  holders: readonly number[] = owner.map((o) => (o < 0 ? 0 : 1)),
): BlockMap => ({
  at: 0,
  instance: 0,
  blockTokens: 16,
  bytesPerBlock: 1,
  states,
  state: Uint8Array.from(state),
  owner: Int32Array.from(owner),
  holders: Int32Array.from(holders),
})

describe('the layout of blocks', () => {
  it('has a cell for every block, none outside, and finds it again under its middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 60, max: 2000 }), (blocks, width) => {
        const cells = layOut({ state: new Uint8Array(blocks) }, width)
        expect(cells.count * cells.blocksPerCell).toBeGreaterThanOrEqual(blocks)
        expect((cells.count - 1) * cells.blocksPerCell).toBeLessThan(blocks)
        expect(cells.columns * cells.side).toBeLessThanOrEqual(width)
        const last = cells.count - 1
        const x = ((last % cells.columns) + 0.5) * cells.side
        const y = (Math.floor(last / cells.columns) + 0.5) * cells.side
        expect(cellAt(cells, x, y)).toBe(last)
      }),
    )
  })

  it('shows the state of most blocks where several share a cell', () => {
    expect(stateOf(map([0, 3, 3, 2], [-1, 5, 5, 6]), 0, 4)).toBe(3)
  })

  it('sums up in words that add up', () => {
    const blocks = map([3, 4, 1, 0, 0], [7, 7, -1, -1, -1], [1, 2, 0, 0, 0])
    expect(blockSummary(blocks)).toBe(
      '2 of 5 blocks in use by 1 requests; 1 shared by several, 1 cached without an owner, 2 free.',
    )
    expect(blockTable(blocks).rows).toEqual([[7, 2, 1, 32]])
  })
})
