import { describe, expect, it } from 'vitest'
import { heldBy, nothingHeld } from '../held.ts'
import { expectSeconds, heavyKv, Lab, merged, runOf, text, timeline } from '../lab.ts'

/** 5 blocks; a request may have 80 − 2 × 16 = 48 tokens. Two prompts of 30 (2 blocks each) leave one block to grow into. */
const fiveBlocks = { kv: { capacityTokens: 80 } }
const pair = [
  { prompt: 30, output: 6 },
  { prompt: 30, output: 6 },
]

describe('preemption by recompute', () => {
  it('takes the blocks of the request admitted last, when a stream needs one', () => {
    // given a and b, whose third token is position 33: both need a third block and 5 − 4 = 1 is free
    const lab = runOf(pair, { setup: fiveBlocks })
    // then a takes it and b loses its two; b waits until its 33 tokens (3 blocks) fit beside nobody
    expect(timeline(lab)).toBe(text`
      a P d d d d d
      b P d d x x x P d d`)
    expect(lab.report.kv.preemptions).toBe(1)
  })

  it('computes prompt and emitted tokens again, and keeps what was emitted', () => {
    const lab = runOf(pair, { setup: fiveBlocks })
    // b had computed 30 + 2 positions and emitted 3 tokens: 33 positions are computed before its 4th
    expect(lab.report.tokensRecomputed).toBe(32)
    expect(lab.columns[6].prefillTokens).toBe(33)
    expect(lab.of('b').emitted).toBe(6)
    expect(lab.report.tokensEmitted).toBe(12)
    // its tokens came at 1, 2, 3, then 7, 8 and 9 s: the largest gap is 4 s
    expectSeconds(lab.report.largestGap.max, 4)
    expectSeconds(lab.of('b').firstToken, 1)
    expectSeconds(lab.of('b').ended, 9)
  })

  it('puts the victim before those who have waited without ever running', () => {
    // given c, which came before b was preempted and would fit (1 block) into what b left
    const lab = runOf([...pair, { at: 0.5, prompt: 40, output: 1 }], { setup: fiveBlocks })
    // then c (3 blocks) does not fit while a and b run, and b resumes first
    expect(timeline(lab)).toBe(text`
      a P d d d d d
      b P d d x x x P d d
      c   . . . . . . . . P`)
  })

  it('lets a stream go itself when it was admitted last', () => {
    // given a at position 25 of its blocks when b, admitted later, needs the next block first
    const lab = runOf(
      [
        { prompt: 33, output: 8 },
        { prompt: 31, output: 6 },
      ],
      { setup: fiveBlocks },
    )
    // then a has 3 blocks (33 + 7 = 40 positions), b 2 for positions 31 and 32, and no other block to take for 33
    expect(timeline(lab)).toBe(text`
      a P d d d d d d d
      b P d x x x x x x P d d d`)
  })

  it('finds what is left of its own prefix in the cache', () => {
    // given prompts that a cache can know: b's two full blocks stay idle and nobody needs them
    const lab = runOf(
      [
        { prompt: 30, output: 6, content: [1] },
        { prompt: 33, output: 6, content: [5, 6] },
      ],
      { setup: fiveBlocks },
    )
    // a and b have 2 + 3 blocks. a's third token needs a third: b goes, and leaves 3 blocks of which 2 are full.
    // a takes the free one; b's prompt and answer, 33 + 3, are 36 of which 32 are found again
    expect(lab.columns.map(({ prefillTokens }) => prefillTokens).filter((tokens) => tokens > 0)).toEqual([63, 4])
  })
})

/** 20 GB of KV in two blocks: 2 s over the host link. */
const swapping = (hostGB: number) =>
  merged(merged(heavyKv, fiveBlocks), {
    cost: { networkEfficiency: 0.8, iterationOverheadUs: 1e6, layerOverheadUs: 0 },
    preemption: { id: 'swap', knobs: { hostGB } },
  })
/** Kernels of the heavy model take 0.1 ms an iteration, and every transfer starts 20 µs late. */
const expectAbout = (seconds: number, expected: number) => expect(seconds).toBeCloseTo(expected, 2)

describe('preemption by swap', () => {
  it('moves the blocks to the host and back, and holds the victim until the last byte is there', () => {
    const lab = runOf(pair, { setup: swapping(100) })
    // given b swapped out at 3 s: 2 blocks of 10 GB at 10 GB/s
    expect(timeline(lab)).toBe(text`
      a P d d d d d
      b P d d s s s d d d`)
    const starts = lab.columns.map(({ start }) => start)
    // then the 4th iteration starts at 3 + 2 = 5 s, when the room is there; a ends at 8 s; b's way back takes 2 s more
    expectAbout(starts[3], 5)
    expectAbout(starts[6], 10)
    expect(lab.report.tokensRecomputed).toBe(0)
    expect(lab.report.kv).toMatchObject({ preemptions: 1, swapOuts: 1, swapBytes: 40e9 })
    // nothing is computed twice: 60 prompt tokens and 5 + 5 decoded
    expect(lab.report.tokensProcessed).toBe(70)
  })

  it('takes no more victims than blocks are lacking', () => {
    // given three streams of 2 blocks on 6 blocks, which all need a third block at once
    const three = [...pair, { prompt: 30, output: 6 }]
    const lab = runOf(three, { setup: merged(swapping(100), { kv: { capacityTokens: 96 } }) })
    // when c's two blocks go, a takes one and b the other
    expect(timeline(lab).split('\n').slice(0, 2).join('\n')).toBe(text`
      a P d d d d d
      b P d d d d d`)
    expect(lab.report.kv.swapOuts).toBe(1)
  })

  it('queues several victims on the same link, and brings the one admitted first back first', () => {
    // given four streams of 2 blocks on 8: at 3 s d's blocks serve a and b, c is the next to need one and goes itself
    const four = [...pair, ...pair]
    const lab = runOf(four, { setup: merged(swapping(100), { kv: { capacityTokens: 128 } }) })
    // then the iteration starts after 2 + 2 = 4 s
    expect(lab.columns[3].signs).toEqual(['d', 'd', 's', 's'])
    expectAbout(lab.columns[3].start, 3 + 4)
    // a and b end at 10 s; c comes back at 12 s, d at 14 s, behind it on the link
    expectAbout(lab.columns[6].start, 12)
    expect(timeline(lab)).toBe(text`
      a P d d d d d
      b P d d d d d
      c P d d s s s d d d
      d P d d s s s s s d d d`)
    expect(lab.report.kv).toMatchObject({ swapOuts: 2, swapBytes: 80e9 })
  })

  it('recomputes when the host is full', () => {
    // 19 GB have no room for 2 blocks of 10 GB
    const lab = runOf(pair, { setup: swapping(19) })
    expect(lab.report.kv).toMatchObject({ preemptions: 1, swapOuts: 0, swapBytes: 0 })
    expect(lab.report.tokensRecomputed).toBe(32)
    expect(timeline(lab)).toBe(text`
      a P d d d d d
      b P d d x x x P d d`)
  })

  it('gives the room in the host back', () => {
    const lab = runOf(pair, { setup: swapping(20) })
    expect(lab.report.kv.swapOuts).toBe(1)
    expect(heldBy(lab.simulation.cluster)).toEqual(nothingHeld)
  })

  it('loses what is in the host with the instance, and has all of its room again after', () => {
    // given a host with room for one victim, where b is when the instance dies; and a second pair later, of which one has to go there, too
    const events = [
      { key: 'k', at: 5.5, kind: 'kill', instance: 0 },
      { key: 'r', at: 6, kind: 'restore', instance: 0 },
    ]
    const lab = runOf([...pair, ...pair.map((request) => ({ ...request, at: 40 }))], { setup: swapping(20), events })
    expect(lab.report.kv.swapOuts).toBe(2)
    expect(lab.report.requests.finished).toBe(4)
    expect(heldBy(lab.simulation.cluster)).toEqual(nothingHeld)
  })

  it('admits nobody new while somebody waits in the host', () => {
    // given c of one block, which would fit beside a at any time; it arrives while b's bytes are on their way out
    const lab = runOf([...pair, { at: 3.5, prompt: 8, output: 1 }], { setup: swapping(100) })
    // then it joins when b's room is set aside and its bytes are on their way back, which c need not wait for
    expect(timeline(lab)).toBe(text`
      a P d d d d d
      b P d d s s s s d d d
      c         . . P`)
  })
})

describe('a request that was in the host', () => {
  it('comes back when the rest of its prompt fits, so that two prompts cannot push each other out for ever', () => {
    // given 24 requests in pieces of 16 tokens, a pipeline of 2 and 160 blocks of one token: prompts are up to 130 tokens
    const knobs = (id: string, own: object) => ({ id, knobs: own })
    const lab = new Lab([], {
      setup: {
        workload: knobs('poisson', { rate: 2, requests: 24 }),
        lengths: {
          prompt: knobs('uniform', { shortest: 1, width: 90 }),
          output: knobs('uniform', { shortest: 1, width: 30 }),
        },
        sharing: { groups: 2, tokens: 40 },
        scheduler: knobs('chunked-prefill', { tokenBudget: 16 }),
        batching: { maxRunning: 3 },
        kv: { capacityTokens: 160, blockTokens: 1 },
        preemption: knobs('swap', {}),
        placement: knobs('aggregated', { pipeline: 2 }),
      },
    })
    // when it has had 10,000 events (without the rule it never ends), then all are served
    expect(lab.simulation.advance(Number.POSITIVE_INFINITY, 10_000)).toBe('done')
    expect(lab.report.requests.finished).toBe(24)
  })
})

describe('the longest request', () => {
  it('leaves room for a whole round of drafts, however small the blocks', () => {
    // given 40 blocks of 1 token, 17 of which a round of 1 + 16 drafts may need: 40 − 17 = 23 tokens are the longest request
    const setup = merged(fiveBlocks, {
      kv: { capacityTokens: 40, blockTokens: 1 },
      batching: { maxRunning: 1 },
      decoder: { id: 'speculative', knobs: { draftLength: 16 } },
    })
    const lab = runOf([{ prompt: 20, output: 30 }], { setup })
    expect(lab.of('a')).toMatchObject({ phase: 'finished', emitted: 23 - 20 })
    expect(lab.report.kv.preemptions).toBe(0)
    expect(runOf([{ prompt: 23, output: 1 }], { setup }).of('a').phase).toBe('rejected')
  })
})
