/**
 * Every scheduler by its timeline: one column an iteration of 1 s, one row a request (P prefill, d decode, . waiting, x preempted,
 * - standing still). Each would change if the rule in its title did.
 */
import { describe, expect, it } from 'vitest'
import { type Lab, merged, runOf, type Scripted, text, timeline } from '../../lab.ts'

const scheduled = (id: string, knobs: object, script: readonly Scripted[], setup: object = {}): Lab =>
  runOf(script, { setup: merged({ scheduler: { id, knobs } }, setup as never) })

const prefilled = (lab: Lab) => lab.columns.map(({ prefillTokens }) => prefillTokens)

describe('chunked prefill', () => {
  it('gives streams their token first and prompts what is left of the budget', () => {
    const lab = scheduled('chunked-prefill', { tokenBudget: 64 }, [
      { prompt: 16, output: 6 },
      { at: 0.5, prompt: 100, output: 2 },
    ])
    expect(timeline(lab)).toBe(text`
      a P d d d d d
      b   P P d`)
    // 64 − 1 for a's token, then the other 37 of 100
    expect(prefilled(lab)).toEqual([16, 63, 37, 0, 0, 0])
  })

  it('goes on with a prompt under way before it begins another', () => {
    const lab = scheduled('chunked-prefill', { tokenBudget: 64 }, [
      { prompt: 100, output: 1 },
      { prompt: 60, output: 1 },
    ])
    // 64; then a's other 36 and 28 of b; then b's other 32
    expect(timeline(lab)).toBe(text`
      a P P
      b . P P`)
    expect(prefilled(lab)).toEqual([64, 64, 32])
  })

  it('lets nobody pass a prompt that does not fit into the cache', () => {
    // given 10 blocks, of which a uses 6 and 7: b needs 7, and c, which came later, 1
    const lab = scheduled(
      'chunked-prefill',
      {},
      [
        { prompt: 96, output: 4 },
        { at: 0.5, prompt: 100, output: 1 },
        { at: 0.6, prompt: 16, output: 1 },
      ],
      { kv: { capacityTokens: 160 } },
    )
    expect(timeline(lab)).toBe(text`
      a P d d d
      b   . . . P
      c   . . . P`)
  })

  it('admits no more than the batch cap', () => {
    const three = [1, 2, 3].map(() => ({ prompt: 16, output: 2 }))
    const lab = scheduled('chunked-prefill', {}, three, { batching: { maxRunning: 2 } })
    expect(timeline(lab)).toBe(text`
      a P d
      b P d
      c . . P d`)
  })
})

describe('dynamic SplitFuse', () => {
  it('fills every iteration to its size with pieces of prompts', () => {
    const lab = scheduled('splitfuse', { tokenBudget: 64 }, [
      { prompt: 100, output: 3 },
      { prompt: 60, output: 1 },
    ])
    // 64; a's other 36 and 28 of b; a's token and b's other 32
    expect(timeline(lab)).toBe(text`
      a P P d d
      b . P P`)
    expect(lab.columns.map(({ prefillTokens, decodeTokens }) => prefillTokens + decodeTokens)).toEqual([64, 64, 33, 1])
  })

  it('cuts prompts at multiples of the alignment', () => {
    const script = [
      { prompt: 16, output: 6 },
      { at: 0.5, prompt: 100, output: 1 },
    ]
    // 63 tokens are left beside a's token: 48 are three times 16, and the last piece ends the prompt
    expect(prefilled(scheduled('splitfuse', { tokenBudget: 64, alignment: 16 }, script)).slice(0, 3)).toEqual([
      16, 48, 52,
    ])
    expect(prefilled(scheduled('splitfuse', { tokenBudget: 64 }, script)).slice(0, 3)).toEqual([16, 63, 37])
  })

  it('starts a prompt only where the free blocks hold all of it, and so preempts nobody for it', () => {
    const script = [
      { prompt: 96, output: 4 },
      { at: 0.5, prompt: 100, output: 1 },
    ]
    // 10 blocks: 6 and 7 for a, 7 for b. The admission leaves it to the scheduler.
    const kv = { kv: { capacityTokens: 160 }, admission: { id: 'chunk-by-chunk', knobs: {} } }
    const guarded = scheduled('splitfuse', { tokenBudget: 64 }, script, kv)
    expect(guarded.report.kv.preemptions).toBe(0)
    expect(timeline(guarded)).toBe(text`
      a P P d d d
      b   . . . . P P`)
    const eager = scheduled('splitfuse', { tokenBudget: 64, guard: false }, script, kv)
    expect(eager.report.kv.preemptions).toBeGreaterThan(0)
  })
})

describe('prefill first', () => {
  it('runs a waiting prompt alone and lets streams stand still meanwhile', () => {
    const lab = scheduled('prefill-first', {}, [
      { prompt: 16, output: 4 },
      { at: 0.5, prompt: 16, output: 2 },
    ])
    expect(timeline(lab)).toBe(text`
      a P - d d d
      b   P d`)
  })

  it('puts whole prompts together up to its limit', () => {
    // 40 + 40 > 64
    const lab = scheduled('prefill-first', { tokenLimit: 64 }, [
      { prompt: 40, output: 2 },
      { prompt: 40, output: 2 },
      { prompt: 24, output: 2 },
    ])
    expect(timeline(lab)).toBe(text`
      a P - d
      b . P d
      c . P d`)
    expect(prefilled(lab)).toEqual([40, 64, 0])
  })

  it('runs a prompt over the limit whole, alone', () => {
    const lab = scheduled('prefill-first', { tokenLimit: 64 }, [
      { prompt: 100, output: 1 },
      { prompt: 16, output: 1 },
    ])
    expect(prefilled(lab)).toEqual([100, 16])
  })
})

describe('iteration-level FCFS', () => {
  it('processes a prompt whole, together with the tokens of streams', () => {
    const lab = scheduled('fcfs', {}, [
      { prompt: 16, output: 3 },
      { at: 0.5, prompt: 3000, output: 2 },
    ])
    expect(timeline(lab)).toBe(text`
      a P d d
      b   P d`)
    expect(prefilled(lab)).toEqual([16, 3000, 0])
  })

  it('sets memory for the longest answer aside at admission, so that nobody is preempted', () => {
    // given 8 blocks; a prompt of 16 and 32 for its answer are 3: two fit (6), a third does not
    const three = [1, 2, 3].map(() => ({ prompt: 16, output: 20 }))
    const setup = { kv: { capacityTokens: 128 } }
    const lab = scheduled('fcfs', { reservedOutput: 32 }, three, setup)
    expect(lab.columns.slice(0, 3).map(({ usedBlocks }) => usedBlocks)).toEqual([6, 6, 6])
    expect(timeline(lab).split('\n')[2]).toBe(`c ${'. '.repeat(20)}P ${'d '.repeat(19)}`.trimEnd())
    // without: 3 blocks at first, 3 × 3 = 9 > 8 when position 33 comes, and c goes
    const paged = scheduled('fcfs', { reservedOutput: 0 }, three, setup)
    expect(paged.columns[0].usedBlocks).toBe(3)
    expect([lab, paged].map(({ report }) => report.kv.preemptions)).toEqual([0, 1])
  })

  it('keeps what it set aside when drafts are rejected', () => {
    // given rounds of 1 + 4 positions of which 1 stays: the reservation is for 16 + 32 = 48 positions, 3 blocks
    const lab = scheduled('fcfs', { reservedOutput: 32 }, [{ prompt: 16, output: 8 }], {
      decoder: {
        id: 'speculative',
        knobs: { draftLength: 4, draftCost: 0, process: { id: 'uniform', knobs: { rate: 0 } } },
      },
    })
    expect(lab.columns.map(({ usedBlocks }) => usedBlocks)).toEqual([3, 3, 3, 3, 3, 3, 3, 3])
  })
})

describe('static batching', () => {
  it('fills a batch once: a place left empty stays empty until the last answer is complete', () => {
    const lab = scheduled('static', { batchSize: 2 }, [
      { prompt: 16, output: 2 },
      { prompt: 16, output: 4 },
      { prompt: 16, output: 2 },
      { at: 0.5, prompt: 16, output: 1 },
    ])
    expect(timeline(lab)).toBe(text`
      a P d
      b P d d d
      c . . . . P d
      d   . . . P`)
  })
})

describe('shortest prompt first', () => {
  // a holds the instance until 1 s, when b (200 tokens, since 0.1 s) and c (64, since 0.2 s) wait
  const script = [
    { prompt: 64, output: 1 },
    { at: 0.1, prompt: 200, output: 1 },
    { at: 0.2, prompt: 64, output: 1 },
  ]

  it('takes the prompt with the least left, however late it came', () => {
    const lab = scheduled('shortest-first', { tokenBudget: 64, ageing: 0 }, script)
    expect(timeline(lab)).toBe(text`
      a P
      b   . P P P P
      c   P`)
    expect(prefilled(lab)).toEqual([64, 64, 64, 64, 64, 8])
  })

  it('lets age weigh against length', () => {
    // at 1 s and 2,000 tokens/s b counts 200 − 1,800 = −1,600 and c 64 − 1,600 = −1,536
    const lab = scheduled('shortest-first', { tokenBudget: 64, ageing: 2000 }, script)
    expect(timeline(lab)).toBe(text`
      a P
      b   P P P P
      c   . . . P P`)
  })

  it('counts what the prefix cache holds as done', () => {
    // given b with 160 of 176 tokens in the cache: 16 left against c's 64
    const shared = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const lab = scheduled('shortest-first', { tokenBudget: 176, ageing: 0 }, [
      { prompt: 176, output: 1, content: shared },
      { at: 0.1, prompt: 170, output: 1 },
      { at: 0.2, prompt: 176, output: 1, content: shared },
    ])
    // then c joins first (16) and b gets the other 160 of the budget, then its last 10
    expect(prefilled(lab)).toEqual([176, 176, 10])
    expect(timeline(lab)).toBe(text`
      a P
      b   P P
      c   P`)
  })
})

describe('shortest answer first', () => {
  it('takes the request with the fewest tokens to come', () => {
    const lab = scheduled('shortest-output-first', { tokenBudget: 64, ageing: 0 }, [
      { prompt: 64, output: 1 },
      { at: 0.1, prompt: 64, output: 5 },
      { at: 0.2, prompt: 64, output: 2 },
    ])
    // c (2 tokens) before b (5); c's second token leaves b 63 of the budget, so b's prompt takes two iterations
    expect(timeline(lab)).toBe(text`
      a P
      b   . P P d d d d
      c   P d`)
  })
})

describe('priority classes', () => {
  it('admits the more urgent class first, however late it came', () => {
    const lab = scheduled('priority', { tokenBudget: 64 }, [
      { prompt: 64, output: 3, class: 1 },
      { at: 0.1, prompt: 63, output: 1, class: 1 },
      { at: 0.2, prompt: 63, output: 2, class: 0 },
    ])
    // c's 63 and a's token fill the budget; then two tokens and 62 of b's 63
    expect(timeline(lab)).toBe(text`
      a P d d
      b   . P P
      c   P d`)
  })

  it('takes blocks from the less urgent class, though it was admitted first', () => {
    // given 5 blocks: a (batch) has 3 from its third token on, b (interactive) 2 and needs a third at 4 s
    const script = [
      { prompt: 30, output: 6, class: 1 },
      { at: 0.5, prompt: 30, output: 6, class: 0 },
    ]
    const setup = { kv: { capacityTokens: 80 } }
    expect(timeline(scheduled('priority', {}, script, setup))).toBe(text`
      a P d d d x x x P d
      b   P d d d d d`)
    // chunked prefill takes them from b, which was admitted last
    expect(timeline(scheduled('chunked-prefill', {}, script, setup))).toBe(text`
      a P d d d d d
      b   P d d x x P d d`)
  })

  it('serves requests of one class in the order they came', () => {
    const lab = scheduled('priority', { tokenBudget: 64 }, [
      { prompt: 64, output: 1, class: 1 },
      { at: 0.1, prompt: 64, output: 1, class: 1 },
      { at: 0.2, prompt: 16, output: 1, class: 1 },
    ])
    expect(timeline(lab)).toBe(text`
      a P
      b   P
      c   . P`)
  })
})
