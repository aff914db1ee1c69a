import { describe, expect, it } from 'vitest'
import { type Lab, runOf } from '../lab.ts'

const used = (lab: Lab) => lab.columns.map(({ usedBlocks }) => usedBlocks)

describe('the paged KV cache', () => {
  it('takes a block of 16 tokens for every 16 positions, when the first of them is computed', () => {
    // given a prompt of exactly one block and three tokens to emit
    const lab = runOf([{ prompt: 16, output: 3 }])
    // then the prompt has 1 block; the first decode computes position 17 and takes a second; position 18 fits into it
    expect(used(lab)).toEqual([1, 2, 2])
    expect(lab.kv.blockTokens).toBe(16)
  })

  it('takes blocks of the size that is set', () => {
    // 16 positions are 4 blocks of 4; positions 17 and 18 share the fifth
    expect(used(runOf([{ prompt: 16, output: 3 }], { setup: { kv: { blockTokens: 4 } } }))).toEqual([4, 5, 5])
  })

  it('never shares a block between requests with different content', () => {
    // 2 prompts of 1 token are 2 blocks, however empty
    const script = [
      { prompt: 1, output: 2 },
      { prompt: 1, output: 2 },
    ]
    expect(used(runOf(script))).toEqual([2, 2])
  })

  it('gives every block back when the request ends, in the iteration that emits its last token', () => {
    // given a (3 tokens) and b (5 tokens), both of 1 block all the time
    const lab = runOf([
      { prompt: 4, output: 3 },
      { prompt: 4, output: 5 },
    ])
    // then a is gone from the 4th iteration on, and nothing is held at the end
    expect(used(lab)).toEqual([2, 2, 2, 1, 1])
    expect(lab.kv.usedBlocks).toBe(0)
    // 10,240 tokens are 640 blocks: none of the two was full, so all are free again
    expect(lab.kv.freeBlocks).toBe(640)
    expect(lab.kv.idleBlocks).toBe(0)
  })

  it('gives the blocks of rejected drafts back after each round', () => {
    // given drafts of 4 that are all rejected, and prefill-first, which lets the stream stand still while b's prompt runs
    const lab = runOf(
      [
        { prompt: 15, output: 3 },
        { at: 1.5, prompt: 16, output: 1 },
      ],
      {
        setup: {
          scheduler: { id: 'prefill-first', knobs: {} },
          decoder: {
            id: 'speculative',
            knobs: { draftLength: 4, draftCost: 0, process: { id: 'uniform', knobs: { rate: 0 } } },
          },
        },
      },
    )
    // when the round computes positions 16 to 20 it needs ⌈20 / 16⌉ = 2 blocks, of which 16 positions stay: 1 block;
    // b's prompt then finds 1 + 1 used, and the next round takes a block again after b has ended
    expect(used(lab).slice(0, 4)).toEqual([1, 2, 2, 2])
    expect(lab.columns[2].signs).toEqual(['-', 'P'])
  })

  it('keeps the watermark free of admissions while others run, and gives it to streams', () => {
    // given 10 blocks of which ⌈10 × 0.2⌉ = 2 are held back; a has 7, so 3 are free and b's prompt needs 2
    const script = [
      { prompt: 112, output: 3 },
      { at: 0.5, prompt: 32, output: 1 },
    ]
    const byPieces = { admission: { id: 'chunk-by-chunk', knobs: {} } }
    const setup = { kv: { capacityTokens: 160, watermark: 0.2 }, ...byPieces }
    const lab = runOf(script, { setup })
    // when a's second token needs an 8th block it gets it; b (2 + 2 > 3) joins only when nobody runs
    expect(lab.columns.map(({ signs }) => signs.join(''))).toEqual(['P ', 'd.', 'd.', ' P'])
    // without a watermark b joins in the second iteration: 7 + 1 + 2 = 10 blocks
    const free = runOf(script, { setup: { kv: { capacityTokens: 160, watermark: 0 }, ...byPieces } })
    expect(used(free).slice(0, 2)).toEqual([7, 10])
  })

  it('reports the fullest moment as a share of the capacity', () => {
    // 8 blocks at most (7 for the prompt and 1 for its first answer token) of 10
    const lab = runOf([{ prompt: 112, output: 3 }], { setup: { kv: { capacityTokens: 160 } } })
    expect(lab.report.kv).toMatchObject({ capacityTokens: 160, peak: 0.8 })
  })
})
