import { describe, expect, it } from 'vitest'
import { type Lab, runOf, type Scripted } from '../lab.ts'

/** Prompt tokens computed by each iteration that computed any. */
const computed = (lab: Lab) => lab.columns.map(({ prefillTokens }) => prefillTokens).filter((tokens) => tokens > 0)
/** 6 blocks of 16; a request may have 96 − 2 × 16 = 64 tokens. */
const sixBlocks = { kv: { capacityTokens: 96 } }

describe('the prefix cache', () => {
  it('computes a shared prefix once', () => {
    // given two prompts of 40 tokens whose first two blocks (32 tokens) are the same, the second after the first has ended
    const lab = runOf([
      { prompt: 40, output: 2, content: [1, 2] },
      { at: 5, prompt: 40, output: 2, content: [1, 2] },
    ])
    // then the second computes 40 − 32 = 8, and 32 of 80 prompt tokens were hits
    expect(computed(lab)).toEqual([40, 8])
    expect(lab.report.kv.prefixHitRate).toBe(32 / 80)
    expect(lab.report.kv.prefixHitRateBlocks).toBe(2 / 6)
  })

  it('hits whole blocks only', () => {
    // given blocks of 32: of the 48 shared tokens the first 32 are a block, the other 16 share theirs with what differs
    const lab = runOf(
      [
        { prompt: 70, output: 1, content: [1, 2, 3] },
        { at: 5, prompt: 70, output: 1, content: [1, 2, 3] },
      ],
      { setup: { kv: { blockTokens: 32 } } },
    )
    expect(computed(lab)).toEqual([70, 70 - 32])
  })

  it('never hits the last token, from which the first answer token comes', () => {
    // given the same prompt of exactly two blocks twice: only ⌊31 / 16⌋ = 1 block may be taken over
    const lab = runOf([
      { prompt: 32, output: 1, content: [1, 2] },
      { at: 5, prompt: 32, output: 1, content: [1, 2] },
    ])
    expect(computed(lab)).toEqual([32, 16])
  })

  it('needs the whole chain: the same second block after another first one is other content', () => {
    // given ids of a chain: 1→2 and 3→4 share nothing though the texts of 2 and 4 may be equal
    const lab = runOf([
      { prompt: 40, output: 1, content: [1, 2] },
      { at: 5, prompt: 40, output: 1, content: [3, 4] },
    ])
    expect(computed(lab)).toEqual([40, 40])
  })

  it('stops at the first block that is not there', () => {
    // given chains 1→2→3 and 1→2→5: they part after 32 tokens
    const lab = runOf([
      { prompt: 50, output: 1, content: [1, 2, 3] },
      { at: 5, prompt: 50, output: 1, content: [1, 2, 5] },
    ])
    expect(computed(lab)).toEqual([50, 50 - 32])
  })

  it('shares blocks with a request that is still running, and counts them once', () => {
    // given a (3 blocks: 40 tokens) decoding while b (same first 2 blocks) joins
    const lab = runOf([
      { prompt: 40, output: 3, content: [1, 2] },
      { at: 0.5, prompt: 40, output: 4, content: [1, 2] },
    ])
    // then b adds one block for its own 8 tokens: 3 + 1. When a ends its third block goes, the shared ones stay for b.
    expect(lab.columns.map(({ usedBlocks }) => usedBlocks)).toEqual([3, 4, 4, 3, 3])
    expect(computed(lab)).toEqual([40, 8])
  })

  it('keeps full blocks of ended requests as idle ones and frees the half-full', () => {
    // given 40 prompt tokens and 1 answer: 2 full blocks and one of 8 positions
    const lab = runOf([{ prompt: 40, output: 1, content: [1, 2] }])
    expect(lab.kv.idleBlocks).toBe(2)
    expect(lab.kv.usedBlocks).toBe(0)
    expect(lab.kv.freeBlocks).toBe(640) // idle ones can be taken at any time
  })

  it('keeps nothing where there is no prefix cache', () => {
    const lab = runOf(
      [
        { prompt: 40, output: 1, content: [1, 2] },
        { at: 5, prompt: 40, output: 1, content: [1, 2] },
      ],
      { setup: { prefixCache: { id: 'none', knobs: {} } } },
    )
    expect(computed(lab)).toEqual([40, 40])
    expect(lab.report.kv.prefixHitRate).toBe(0)
    expect(lab.columns.every(({ idleBlocks }) => idleBlocks === 0)).toBe(true)
  })
})

describe('eviction', () => {
  // given 6 blocks: a leaves 2 idle blocks (33 tokens: 2 full, 1 token over), b 2 more; c needs 3 and only 2 are free
  const abc: readonly Scripted[] = [
    { prompt: 33, output: 1, content: [1, 2] },
    { at: 10, prompt: 33, output: 1, content: [3, 4] },
    { at: 20, prompt: 48, output: 1 },
  ]
  const again = (content: readonly number[]): readonly Scripted[] => [
    ...abc,
    { at: 30, prompt: 33, output: 1, content },
  ]
  const with_ = (prefixCache: string) => ({ setup: { ...sixBlocks, prefixCache: { id: prefixCache, knobs: {} } } })

  it('block-lru drops the one block released longest ago: the end of the older prefix', () => {
    // a released its second block before its first, so that a prefix outlives what continues it
    expect(computed(runOf(again([1, 2]), with_('block-lru')))).toEqual([33, 33, 48, 33 - 16])
    expect(computed(runOf(again([3, 4]), with_('block-lru')))).toEqual([33, 33, 48, 33 - 32])
    expect(runOf(abc, with_('block-lru')).report.kv.evictedBlocks).toBe(1)
  })

  it('radix-tree drops the whole branch of that block, for the same requests', () => {
    expect(computed(runOf(again([1, 2]), with_('radix-tree')))).toEqual([33, 33, 48, 33])
    expect(computed(runOf(again([3, 4]), with_('radix-tree')))).toEqual([33, 33, 48, 33 - 32])
    expect(runOf(abc, with_('radix-tree')).report.kv.evictedBlocks).toBe(2)
  })

  it('gives the two semantics different hit rates', () => {
    // asked 33 + 33 + 48 + 33 = 147 tokens; one block of 16 is hit, or none
    expect(runOf(again([1, 2]), with_('block-lru')).report.kv.prefixHitRate).toBe(16 / 147)
    expect(runOf(again([1, 2]), with_('radix-tree')).report.kv.prefixHitRate).toBe(0)
  })

  it('radix-tree stops at a fork: a prefix that another branch continues stays', () => {
    // given 1→2 and 1→3: the tree is a root 1 with two leaves
    const fork: readonly Scripted[] = [
      { prompt: 33, output: 1, content: [1, 2] },
      { at: 10, prompt: 33, output: 1, content: [1, 3] },
      { at: 20, prompt: 64 - 1, output: 1 }, // 4 blocks: 6 − 3 idle = 3 free, so one must go
    ]
    const then = (content: readonly number[]) =>
      computed(runOf([...fork, { at: 30, prompt: 33, output: 1, content }], with_('radix-tree')))
    // then leaf 2 went alone: 1 is still there, and 1→3 whole
    expect(then([1, 2]).at(-1)).toBe(33 - 16)
    expect(then([1, 3]).at(-1)).toBe(33 - 32)
  })

  it('takes the block that was used longest ago, not the one that came first', () => {
    // given a's prefix used again after b's: now b's end is the oldest
    const lab = (content: readonly number[]) =>
      computed(
        runOf(
          [
            abc[0],
            abc[1],
            { at: 15, prompt: 33, output: 1, content: [1, 2] },
            { at: 20, prompt: 48, output: 1 },
            { at: 30, prompt: 33, output: 1, content },
          ],
          with_('block-lru'),
        ),
      )
    expect(lab([1, 2]).at(-1)).toBe(33 - 32)
    expect(lab([3, 4]).at(-1)).toBe(33 - 16)
  })

  it('never takes a block that somebody uses', () => {
    // given a decoding on its shared prefix while c fills the rest: 3 + 3 = 6 blocks
    const lab = runOf(
      [
        { prompt: 33, output: 6, content: [1, 2] },
        { at: 0.5, prompt: 48, output: 1 },
        { at: 3.5, prompt: 33, output: 1, content: [1, 2] },
      ],
      with_('block-lru'),
    )
    expect(computed(lab)).toEqual([33, 48, 1])
  })
})
