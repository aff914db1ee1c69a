/** Runs that are nothing but times: who came when, and when the first token came. */
import { describe, expect, it } from 'vitest'
import { regimeOf, type Served } from '../../../../src/engines/serving/metrics/regime.ts'
import { exponential } from '../../../../src/kernel/distributions.ts'
import { createDraws } from '../../../../src/kernel/draws.ts'

interface Column {
  readonly at: number
  readonly wait: number
  /** Turned away at once. */
  readonly isRefused?: boolean
}

/** A request ends a second after its first token, and keeps its limits where this came within `limit`. */
function served(
  rows: readonly Column[],
  { limit = 1, ...rest }: Partial<Served> & { readonly limit?: number } = {},
): Served {
  const arrival = rows.map(({ at }) => at)
  const firstToken = rows.map(({ at, wait, isRefused }) => (isRefused ? Number.NaN : at + wait))
  const ended = rows.map(({ at, wait, isRefused }) => (isRefused ? at : at + wait + 1))
  return {
    first: 0,
    count: rows.length,
    ...{ arrival, firstToken, ended },
    contextAt: (request) => arrival[request],
    fateOf: (i) => (rows[i].isRefused ? 'turned away' : rows[i].wait <= limit ? 'good' : 'late'),
    limits: 'TTFT 1 s',
    instances: 1,
    waitsForAnswers: false,
    now: Math.max(...ended),
    ...rest,
  }
}

/** One arrival a second, with a wait by its number. */
const steady = (count: number, wait: (i: number) => number): Column[] =>
  Array.from({ length: count }, (_, i) => ({ at: i, wait: wait(i) }))

/** An M/D/1 queue: Poisson arrivals at a server that takes a second for each, whose end is the first token. */
function md1(load: number, count: number, seed: number): Column[] {
  const gap = createDraws(seed).stream('gap')
  let at = 0
  let free = 0
  return Array.from({ length: count }, (_, i) => {
    at += exponential(gap.at(i), 1 / load)
    free = Math.max(at, free) + 1
    return { at, wait: free - at }
  })
}

const words = (run: Served): string => regimeOf(run).failing.join('\n')

describe('a server with room', () => {
  it.each([100, 300, 1000])('is not overloaded at a load of 0.7, on %i requests of any seed', (count) => {
    // limits that about half of the requests keep, so that attainment is as noisy as it gets
    const told = Array.from({ length: 400 }, (_, seed) => words(served(md1(0.7, count, seed), { limit: 1.5 })))
    expect(told.filter((each) => each !== '')).toEqual([])
  })
  it('works off a burst in its middle, and that is no overload', () => {
    // 60 requests within a second at 150 s, each waiting for those before it: the last waits a minute
    const burst = Array.from({ length: 60 }, (_, i) => ({ at: 150 + i / 60, wait: i }))
    const rows = [...steady(300, () => 0.2), ...burst].sort((a, b) => a.at - b.at)
    expect(regimeOf(served(rows))).toEqual({ failing: [], remarks: [] })
  })
})

describe('a server with more than it can serve', () => {
  it.each([150, 500, 2000])('is overloaded at a load of 1.3, drained or not, on %i requests of any seed', (count) => {
    for (let seed = 0; seed < 100; seed++) {
      const rows = md1(1.3, count, seed)
      expect(words(served(rows)), `drained, seed ${seed}`).not.toBe('')
      // cut off in the middle of the work: who has no token yet waits on
      const now = rows[count - 1].at
      const cut = served(rows)
      const seen = (column: ArrayLike<number>) => Array.from(column, (at) => (at <= now ? at : Number.NaN))
      const stopped = { ...cut, firstToken: seen(cut.firstToken), ended: seen(cut.ended), now }
      expect(words(stopped), `cut off, seed ${seed}`).not.toBe('')
    }
  })
  it('tells how many waited at first and in the end, how many came and how many were done', () => {
    // one a second comes, one in two seconds is done: at 300 s half of them wait. (1/6 and 5/6) × 150 are 25 and 125
    const rows = steady(300, (i) => i + 1)
    expect(words(served(rows))).toContain('25 waited in the first third of arrivals, 125 in the last')
    expect(words(served(rows))).toContain('1 requests/s came and 0.5 were done')
  })
})

describe('each sign, on both sides', () => {
  const trend = /TTFT rises with the length of the run/
  it('TTFT: 80 ms more for every second rise, 60 ms do not, of 300 requests', () => {
    // 0.05 × (1 + 100 / 300) = 0.067
    expect(
      words(
        served(
          steady(300, (i) => 1 + 0.08 * i),
          { limit: 99 },
        ),
      ),
    ).toMatch(trend)
    expect(
      words(
        served(
          steady(300, (i) => 1 + 0.06 * i),
          { limit: 99 },
        ),
      ),
    ).not.toMatch(trend)
  })
  it('TTFT: a slope that is all noise of a few is none', () => {
    // every tenth request waits ever longer, the others half a second
    const rows = steady(300, (i) => (i % 10 === 0 ? i : 0.5))
    expect(words(served(rows, { limit: 999 }))).not.toMatch(trend)
  })
  it('TTFT: names the medians of the first and the last third', () => {
    // the middle of 0 … 99 and of 200 … 299: 1 + 0.1 × 49.5 and 1 + 0.1 × 249.5
    expect(
      words(
        served(
          steady(300, (i) => 1 + 0.1 * i),
          { limit: 99 },
        ),
      ),
    ).toContain('5.9 s for the first third')
    expect(
      words(
        served(
          steady(300, (i) => 1 + 0.1 * i),
          { limit: 99 },
        ),
      ),
    ).toContain('26 s for the last')
  })
  const collapse = /SLO attainment collapses \(TTFT 1 s\)/
  it('attainment: from all to less than half is a collapse, where a queue is to blame', () => {
    // ten wait at a time in the end, as each of the late ones waits 20 s and the others half a second
    const kept = (early: number, late: number, wait = 20) =>
      steady(300, (i) => (i % 10 < (i < 150 ? early : late) ? 0.5 : wait))
    expect(words(served(kept(10, 4)))).toMatch(collapse)
    expect(words(served(kept(10, 5)))).not.toMatch(collapse)
    // from little to less, and the same without anybody waiting
    expect(words(served(kept(6, 4)))).not.toMatch(collapse)
    expect(words(served(kept(10, 4, 2)))).toBe('')
  })
  it('attainment: below half is told where a queue is to blame', () => {
    // each waits 10 s and one comes a second: ten wait at a time, fewer in the first 10 s of 299: (2,990 − 50) / 299 = 9.8.
    // With 3 s it is three: a slow machine is no overload
    expect(words(served(steady(300, () => 10)))).toMatch(/^0 % of the requests kept their limits.*9\.8 waited/)
    expect(words(served(steady(300, () => 3)))).toBe('')
    // ten before two instances are five each
    expect(
      words(
        served(
          steady(300, () => 10),
          { instances: 2 },
        ),
      ),
    ).toBe('')
  })
  it('turned away: more than a fifth', () => {
    const refusing = (every: number) => steady(300, () => 0.5).map((row, i) => ({ ...row, isRefused: i % every === 0 }))
    expect(words(served(refusing(4)))).toMatch(/^25 % of the requests were turned away/)
    expect(words(served(refusing(5)))).toBe('')
  })
})

describe('where waiting is what was asked for', () => {
  it('everything at once is offline, and says what TTFT is', () => {
    const { failing, remarks } = regimeOf(served(Array.from({ length: 200 }, (_, i) => ({ at: 0, wait: i }))))
    expect(failing).toEqual([])
    expect(remarks.join()).toMatch(/^Offline: everything arrives at once, so TTFT is a place in the queue/)
  })
  it('clients that wait for answers say how many of them wait', () => {
    const { failing, remarks } = regimeOf(
      served(
        steady(300, () => 40),
        { waitsForAnswers: true },
      ),
    )
    expect(failing).toEqual([])
    expect(remarks.join()).toMatch(/Clients wait for answers, and 3\d of them for a first token/)
    expect(
      regimeOf(
        served(
          steady(300, () => 1),
          { waitsForAnswers: true },
        ),
      ).remarks,
    ).toEqual([])
  })
  it('says nothing of fewer than a hundred requests', () => {
    expect(regimeOf(served(steady(99, (i) => i)))).toEqual({ failing: [], remarks: [] })
    expect(regimeOf(served(steady(100, (i) => i))).failing).not.toEqual([])
  })
})

describe('a warm-up', () => {
  it('is left out: a server that had to start is no server that falls behind', () => {
    // the first hundred waited ever shorter while it started, and are before row 100
    const rows = steady(400, (i) => (i < 100 ? 100 - i : 0.3))
    expect(regimeOf({ ...served(rows), first: 100, count: 300 }).failing).toEqual([])
  })
})
