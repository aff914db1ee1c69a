import { describe, expect, it } from 'vitest'
import { gapsOf, lengthOf, momentsOf, Stage } from './stage.ts'

const N = 40_000

/** Standard error of a mean of n gaps is cv / √n of it; five of them are a chance of one in a million, and the seed is fixed. */
const tolerance = (cv: number) => (5 * cv) / Math.sqrt(N)

describe('Poisson', () => {
  it('has gaps of mean 1 / rate and variation 1', () => {
    const stage = new Stage('poisson', { knobs: { rate: 8, requests: N } })
    stage.drain()
    const { mean, cv } = momentsOf(gapsOf(stage.arrivals()))
    expect(Math.abs(mean * 8 - 1)).toBeLessThan(tolerance(1)) // 2.5 %
    expect(Math.abs(cv - 1)).toBeLessThan(tolerance(Math.SQRT2)) // the variance of an exponential's cv is about 2 / n
  })

  it('produces as many requests as asked, then none', () => {
    const stage = new Stage('poisson', { knobs: { rate: 8, requests: 7 } })
    expect(stage.workload.expected).toBe(7)
    expect(stage.drain()).toBe(7)
    expect(stage.workload.peek()).toBe(Number.POSITIVE_INFINITY)
  })

  it('takes no account of answers: the same arrivals whatever the service time', () => {
    const [fast, slow] = [0, 1000].map((service) => {
      const stage = new Stage('poisson', { knobs: { rate: 2, requests: 50 } })
      stage.drain(() => service)
      return stage.arrivals()
    })
    expect(slow).toEqual(fast)
  })
})

describe('bursty', () => {
  it.each([0.5, 1, 3])('has gaps of mean 1 / rate and variation %d', (cv) => {
    const stage = new Stage('bursty', { knobs: { rate: 4, cv, requests: N } })
    stage.drain()
    const measured = momentsOf(gapsOf(stage.arrivals()))
    expect(Math.abs(measured.mean * 4 - 1)).toBeLessThan(tolerance(cv))
    // A gamma law has excess kurtosis 6 cv², so its sample cv errs by about cv √((2 + 6 cv²) / 4n): 6 % at cv 3, in five of them.
    expect(Math.abs(measured.cv / cv - 1)).toBeLessThan(5 * Math.sqrt((2 + 6 * cv * cv) / (4 * N)))
  })

  it('is a metronome at variation 0', () => {
    const stage = new Stage('bursty', { knobs: { rate: 4, cv: 0, requests: 4 } })
    stage.drain()
    expect(stage.arrivals()).toEqual([0.25, 0.5, 0.75, 1])
  })
})

describe('on-off', () => {
  it('is silent in off periods and keeps its mean rate over both', () => {
    // given 10 requests/s for 5 s of every 20 s: 2.5 requests/s on average
    const stage = new Stage('on-off', { knobs: { rate: 10, on: 5, off: 15, requests: N } })
    stage.drain()
    const arrivals = stage.arrivals()
    expect(arrivals.filter((at) => at % 20 > 5)).toEqual([])
    expect(Math.abs(N / (arrivals[N - 1] * 2.5) - 1)).toBeLessThan(tolerance(1))
  })

  it('without off periods is Poisson with the same draws', () => {
    const onOff = new Stage('on-off', { knobs: { rate: 10, on: 5, off: 0, requests: 100 } })
    const poisson = new Stage('poisson', { knobs: { rate: 10, requests: 100 } })
    onOff.drain()
    poisson.drain()
    expect(onOff.arrivals()).toEqual(poisson.arrivals())
  })
})

describe('draws', () => {
  it('keeps arrivals when only lengths change, and lengths when only arrivals change', () => {
    const slow = new Stage('poisson', {
      knobs: { rate: 1, requests: 40 },
      prompt: lengthOf('log-normal', { mean: 300 }),
    })
    const fast = new Stage('poisson', {
      knobs: { rate: 9, requests: 40 },
      prompt: lengthOf('log-normal', { mean: 300 }),
    })
    const long = new Stage('poisson', {
      knobs: { rate: 1, requests: 40 },
      prompt: lengthOf('log-normal', { mean: 900 }),
    })
    for (const stage of [slow, fast, long]) stage.drain()
    expect(fast.prompts()).toEqual(slow.prompts())
    expect(long.arrivals()).toEqual(slow.arrivals())
    expect(long.prompts()).not.toEqual(slow.prompts())
  })

  it('differs by seed', () => {
    const [one, two] = [1, 2].map((seed) => new Stage('poisson', { seed, knobs: { requests: 10 } }))
    one.drain()
    two.drain()
    expect(two.arrivals()).not.toEqual(one.arrivals())
  })
})

describe('system prompts', () => {
  it('puts a shared prefix before the prompt and says who owns which part', () => {
    // given groups 0 and 1 in turn, 64 tokens of system prompt and 100 of message
    const systemPrompt = { tokens: 64, groupOf: (index: number) => index % 2 }
    const stage = new Stage('poisson', { knobs: { requests: 3 }, systemPrompt })
    stage.drain()
    // then requests 0 and 2 share the first 64 tokens of 164, and nothing after
    expect(stage.prompts()).toEqual([164, 164, 164])
    const [first, second, third] = stage.links
    expect(third[0]).toEqual(first[0])
    expect(second[0].owner).not.toBe(first[0].owner)
    expect([first[1].start, third[1].start]).toEqual([64, 64])
    expect(third[1].owner).not.toBe(first[1].owner)
  })

  it('writes no link for a request outside every group', () => {
    const stage = new Stage('poisson', { knobs: { requests: 2 }, systemPrompt: { tokens: 64, groupOf: () => -1 } })
    stage.drain()
    expect(stage.links).toEqual([])
    expect(stage.prompts()).toEqual([100, 100])
  })
})
