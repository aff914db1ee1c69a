import { describe, expect, it } from 'vitest'
import { expectSeconds, runOf, text, timeline } from './lab.ts'

const one = (setup: object, ...rest: readonly { at?: number; prompt: number; output: number }[]) =>
  runOf(rest, { setup: setup as Readonly<Record<string, unknown>> })

describe('the queue limit', () => {
  const alone = { batching: { maxRunning: 1 } }

  it('turns arrivals away when that many wait', () => {
    // given a running, b and c waiting and a limit of 2 when d comes
    const lab = one(
      { ...alone, limits: { queue: 2 } },
      { prompt: 8, output: 3 },
      { at: 0.1, prompt: 8, output: 1 },
      { at: 0.2, prompt: 8, output: 1 },
      { at: 0.3, prompt: 8, output: 1 },
    )
    expect('abcd'.split('').map((name) => lab.of(name).phase)).toEqual(['finished', 'finished', 'finished', 'rejected'])
    expectSeconds(lab.of('d').ended, 0.3)
    expect(lab.report.requests).toMatchObject({ arrived: 4, finished: 3, rejected: 1 })
  })

  it('does not count those who have left the queue', () => {
    // given a limit of 1: b waits from 0.1 s and is given up at 1.6 s, while a's long iterations go on; c comes at 1.7 s
    const lab = one(
      { ...alone, limits: { queue: 1, timeout: 1.5 } },
      { prompt: 8, output: 2 },
      { at: 0.1, prompt: 8, output: 1 },
      { at: 1.7, prompt: 8, output: 1 },
    )
    expect('abc'.split('').map((name) => lab.of(name).phase)).toEqual(['finished', 'timed out', 'finished'])
  })
})

describe('the length limit', () => {
  it('turns prompts away that leave no room for an answer, and cuts longer answers', () => {
    const lab = one(
      { limits: { length: 100 } },
      { prompt: 100, output: 1 },
      { at: 1, prompt: 99, output: 5 },
      { at: 2, prompt: 50, output: 50 },
      { at: 3, prompt: 50, output: 51 },
    )
    expect(lab.of('a').phase).toBe('rejected')
    // 100 − 99 = 1 token; 50 fit exactly; 51 are cut to 50
    expect('bcd'.split('').map((name) => lab.of(name).emitted)).toEqual([1, 50, 50])
    expect(lab.report.requests).toMatchObject({ finished: 3, rejected: 1, truncated: 2 })
  })

  it('is what the cache of one instance holds, less two blocks, when that is shorter', () => {
    // 10 × 16 − 2 × 16 = 128
    const lab = one({ kv: { capacityTokens: 160 } }, { prompt: 128, output: 1 }, { at: 1, prompt: 100, output: 40 })
    expect(lab.of('a').phase).toBe('rejected')
    expect(lab.of('b').emitted).toBe(28)
  })

  it("is the model's own positions when none is set", () => {
    const lab = one(
      {
        model: { id: 'custom', knobs: { layers: 1, dim: 16, heads: 1, kvHeads: 1, headDim: 16, maxPositions: 64 } },
      },
      { prompt: 64, output: 1 },
      { at: 1, prompt: 60, output: 9 },
    )
    expect(lab.of('a').phase).toBe('rejected')
    expect(lab.of('b').emitted).toBe(4)
  })
})

describe('the timeout', () => {
  it('gives up a request that has no first token by then, and frees its place', () => {
    // given a cap of 1: b waits behind a's 4 s and is given up 2.5 s after it came
    const lab = one(
      { batching: { maxRunning: 1 }, limits: { timeout: 2.5 } },
      { prompt: 8, output: 4 },
      { at: 0.5, prompt: 8, output: 1 },
      { at: 2, prompt: 8, output: 1 },
    )
    expect(lab.of('b')).toMatchObject({ phase: 'timed out', emitted: 0 })
    expectSeconds(lab.of('b').ended, 3)
    // c, whose 2.5 s end at 4.5 s, has the place from 4 s on; its only token comes with the iteration it is in
    expect(lab.of('c').phase).toBe('finished')
    expect(lab.report.requests).toMatchObject({ finished: 2, timedOut: 1 })
  })

  it('lets a request finish that has had its first token', () => {
    const lab = one({ limits: { timeout: 2 } }, { prompt: 8, output: 10 })
    expect(lab.of('a')).toMatchObject({ phase: 'finished', emitted: 10 })
  })

  it('waits for the end of an iteration that the request is in', () => {
    // given a prompt in pieces: at 1.5 s the second piece is computed; its blocks are free when that ends, at 2 s
    const lab = one(
      { scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 16 } }, limits: { timeout: 1.5 } },
      { prompt: 64, output: 1 },
    )
    expect(timeline(lab)).toBe('a P P')
    expectSeconds(lab.of('a').ended, 2)
    expect(lab.kv.usedBlocks).toBe(0)
    expect(lab.of('a').phase).toBe('timed out')
  })

  it('does not lengthen a run that nobody is given up in', () => {
    const lab = one({ limits: { timeout: 1000 } }, { prompt: 8, output: 2 })
    expectSeconds(lab.report.duration, 2)
    expectSeconds(lab.report.throughput ?? 0, 1)
  })
})

describe('clients without patience', () => {
  // Patience is drawn: with a mean of 3 s and these requests some leave in the queue, some inside an iteration, some never.
  const script = Array.from({ length: 12 }, (_, i) => ({ at: i / 2, prompt: 20, output: 8 }))
  const setup = { clients: { patience: 3 }, batching: { maxRunning: 2 } }

  it('leave at the end of the iteration that their request is in, and at once while it waits', () => {
    const lab = runOf(script, { setup })
    const { requests } = lab.simulation.cluster
    const ends = lab.columns.map(({ end }) => end)
    let [waiting, running] = [0, 0]
    for (let row = 0; row < script.length; row++) {
      if (lab.of(String.fromCharCode(97 + row)).phase !== 'cancelled') continue
      if (requests.emitted[row] === 0 && requests.computed[row] === 0) waiting++
      else {
        running++
        expect(ends).toContain(requests.ended[row])
      }
    }
    expect(waiting).toBeGreaterThan(0)
    expect(running).toBeGreaterThan(0)
    expect(lab.report.requests.cancelled).toBe(waiting + running)
  })

  it('give back their blocks', () => {
    const lab = runOf(script, { setup })
    expect(lab.kv.usedBlocks).toBe(0)
    expect(lab.simulation.cluster.instances[0].state.outstanding).toBe(0)
  })

  it('are the same in every arm: patience belongs to the request', () => {
    const cancelledAt = (scheduler: string) => {
      const lab = runOf(script, {
        setup: { ...setup, batching: { maxRunning: 1 }, scheduler: { id: scheduler, knobs: {} } },
      })
      return script.map((_, row) => lab.of(String.fromCharCode(97 + row))).map(({ phase, ended }) => ({ phase, ended }))
    }
    // who waits until he leaves, leaves at the same moment whatever the scheduler
    const [one, other] = [cancelledAt('fcfs'), cancelledAt('static')]
    const inQueue = one.filter(({ phase, ended }, row) => phase === 'cancelled' && other[row].ended === ended)
    expect(inQueue.length).toBeGreaterThan(2)
  })
})

describe('a cap of one', () => {
  it('serves one after the other', () => {
    const lab = one({ batching: { maxRunning: 1 } }, { prompt: 8, output: 2 }, { prompt: 8, output: 2 })
    expect(timeline(lab)).toBe(text`
      a P d
      b . . P d`)
  })
})
