import { describe, expect, it } from 'vitest'
import { schedulers } from '../../../../../src/engines/serving/roles/scheduler/index.ts'
import { Lab, runOf, text, timeline } from '../../lab.ts'

const admission = (id: string, knobs = {}) => ({ admission: { id, knobs } })

describe('admission of a prompt that does not fit as a whole', () => {
  // Nine blocks of 16 and pieces of 32 tokens. a has 64 positions, 4 blocks, and a fifth from its second token on; b finds its 4 blocks
  // and never a fifth for its second token. Both are longer than half of the cache, and fit one after the other.
  const script = [
    { prompt: 64, output: 36 },
    { at: 1.5, prompt: 64, output: 3 },
  ]
  const setup = {
    kv: { capacityTokens: 144, watermark: 0 },
    scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 32 } },
  }

  it('chunk by chunk: it is begun, lost and begun again, and holds up nobody but itself', () => {
    const lab = runOf(script, { setup: { ...setup, ...admission('chunk-by-chunk') } })
    expect(lab.report.kv.preemptions).toBeGreaterThan(20)
    // all of it is computed more than ten times
    expect(lab.report.tokensRecomputed).toBeGreaterThan(10 * 64)
    expect(lab.of('b').lastToken).toBeGreaterThan(lab.of('a').ended)
  })

  it.each(['whole-prompt', 'expected-answers', 'no-eviction'])('%s: it waits, and is computed once', (id) => {
    const lab = runOf(script, { setup: { ...setup, ...admission(id) } })
    expect(lab.report.kv.preemptions).toBe(0)
    expect(lab.report.tokensRecomputed).toBe(0)
    // 2 iterations of a's prompt and 35 tokens more; then 2 of b's prompt and 2 tokens more
    expect(lab.report.iterations).toBe(2 + 35 + 2 + 2)
  })
})

describe('what is set aside', () => {
  // Eight blocks of 16, pieces of 16: a has 32 + 36 positions, 5 blocks at the end; b 48 + 6, c 16 + 2.
  const script = [
    { prompt: 32, output: 36 },
    { at: 1.5, prompt: 48, output: 6 },
    { at: 1.5, prompt: 16, output: 2 },
  ]
  const of = (id: string, knobs = {}) =>
    runOf(script, {
      setup: {
        kv: { capacityTokens: 128, watermark: 0 },
        lengths: { output: { id: 'uniform', knobs: { shortest: 1, width: 40 } } },
        scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 16 } },
        ...admission(id, knobs),
      },
    })

  it('is the whole prompt and the next token of everybody, and no answer', () => {
    // a holds 3 blocks and b asks for ⌈49 / 16⌉ = 4 of the other 5; c, for 2, waits until b has ended
    expect(timeline(of('whole-prompt'))).toBe(text`
      a P P d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d
      b     P P P P d d d d d
      c     . . . . . . . . . P P d`)
  })
  it('is the longest answer where nobody may ever lose blocks: one at a time', () => {
    // of a cache of 128 a request may have 96, and a draft's worth beside; two do not fit
    expect(timeline(of('no-eviction'))).toBe(text`
      a P P d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d
      b     . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . P P P d d d d d
      c     . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . P d`)
  })
  it('is as much as clients are known to ask for, where that is said: b and c run together', () => {
    // b: ⌈(48 + 12 + 17) / 16⌉ = 5 blocks, c: ⌈(16 + 12 + 17) / 16⌉ = 3, and 5 + 3 = 8; beside a's ⌈61 / 16⌉ = 4 there is no room for b.
    // With answers of 16 it is 6 + 4: one at a time
    const alone = of('no-eviction', { longestAnswer: 16 })
    expect(alone.of('c').firstToken).toBeGreaterThan(alone.of('b').ended)
    expect(timeline(of('no-eviction', { longestAnswer: 12 }))).toBe(text`
      a P P d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d d
      b     . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . P P P d d d d d
      c     . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . P P d`)
  })
  it('grows with the share of answers that must end within it', () => {
    const wait = (quantile: number) => of('expected-answers', { quantile }).of('b').firstToken
    expect(wait(0.05)).toBeLessThan(wait(0.9))
  })
})

describe('a request that lost its blocks', () => {
  it('comes back before anybody new, also where the queue is served by length', () => {
    // Eight blocks: a and b of 48 + 20 positions grow to 5 blocks each, and b loses its 4 when a takes its fifth. c, d and e are short.
    const script = [
      { prompt: 48, output: 20 },
      { prompt: 48, output: 20 },
      { at: 17.5, prompt: 16, output: 2 },
      { at: 18.5, prompt: 16, output: 2 },
    ]
    const setup = {
      kv: { capacityTokens: 128, watermark: 0 },
      scheduler: { id: 'shortest-first', knobs: { ageing: 0 } },
    }
    const of = (id: string) => runOf(script, { setup: { ...setup, ...admission(id) } })
    expect(of('chunk-by-chunk').of('c').firstToken).toBeLessThan(of('chunk-by-chunk').of('b').lastToken - 4)
    const lab = of('whole-prompt')
    expect(lab.report.kv.preemptions).toBe(1)
    expect(lab.of('c').firstToken).toBeGreaterThan(lab.of('a').ended)
  })
})

describe('two prompts over pipeline stages that fit one at a time', () => {
  // Ten blocks. Each prompt takes 6 and is begun while the other is in the other stage: 4 + 4 are computed and neither has its fifth.
  const script = [
    { prompt: 96, output: 2 },
    { at: 1.2, prompt: 96, output: 2 },
  ]
  const ids = schedulers.map(({ id }) => id)
  it.each(ids.flatMap((id) => ['chunk-by-chunk', 'whole-prompt'].map((policy) => [id, policy] as const)))(
    'do not block each other for ever: %s, %s',
    (id, policy) => {
      const knobs = ['chunked-prefill', 'shortest-first', 'priority', 'stream-order'].includes(id)
        ? { tokenBudget: 32 }
        : {}
      const setup = {
        kv: { capacityTokens: 160, watermark: 0 },
        placement: { id: 'aggregated', knobs: { pipeline: 2 } },
        scheduler: { id, knobs },
        ...admission(policy),
      }
      const lab = new Lab(script, { setup })
      lab.simulation.advance(60, 10_000)
      // at most 6 iterations of a whole prompt and 1 of another token, each; twice that for what is begun in vain
      expect(lab.of('a').phase).toBe('finished')
      expect(lab.of('b').phase).toBe('finished')
      expect(lab.report.kv.preemptions).toBeLessThan(4)
    },
  )
})
