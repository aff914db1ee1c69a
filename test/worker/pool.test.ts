/** The pool: every point once, in any order of ending; a dead worker's point once more; nothing heard after a cancel. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PointFigures, PointJob, PointWorker } from '../../src/worker/api.ts'
import { type RateJob, searchRate } from '../../src/worker/asked/searches.ts'
import { createPointPool, type PointLink, poolSize } from '../../src/worker/pool.ts'

const job = { document: {}, tables: [] } as unknown as PointJob

const figures = (place: number): PointFigures => ({
  digest: `${place}`,
  ending: 'drained',
  metrics: {},
  units: {},
  problem: null,
})

interface Crew {
  readonly start: () => PointLink
  readonly started: () => number
  readonly ended: () => number
  /** Most points under way at once. */
  readonly most: () => number
}

/** Workers that answer a turn later; `deadly` places end the worker that takes them, `silent` ones are never answered. */
function crew({ deadly = [], silent = [] }: { deadly?: readonly number[]; silent?: readonly number[] } = {}): Crew {
  let started = 0
  let ended = 0
  let busy = 0
  let most = 0
  const start = (): PointLink => {
    started++
    let tell = (_message: string): void => undefined
    const api: PointWorker = {
      loadPoints: async () => undefined,
      async measurePoint(place) {
        most = Math.max(most, ++busy)
        await new Promise((resolve) => setTimeout(resolve, 1))
        busy--
        if (silent.includes(place)) return new Promise(() => undefined)
        if (deadly.includes(place)) {
          tell('out of memory')
          return new Promise(() => undefined)
        }
        return figures(place)
      },
      errand: () => new Promise(() => undefined),
      // A worker that is out of its mind answers nothing at all.
      isAlive: () => (silent.length > 0 ? new Promise(() => undefined) : Promise.resolve(true)),
    }
    return {
      api,
      onError: (listener) => {
        tell = listener
      },
      terminate: () => {
        ended++
      },
    }
  }
  return { start, started: () => started, ended: () => ended, most: () => most }
}

interface Heard {
  readonly points: Map<number, PointFigures>
  readonly failure: string | null
}

function sweep(hands: Crew, places: readonly number[], size = 2, silence = 8_000): Promise<Heard> {
  const pool = createPointPool({ start: hands.start, size, silence })
  const points = new Map<number, PointFigures>()
  return new Promise((resolve) => {
    const end = (failure: string | null) => {
      pool.close()
      resolve({ points, failure })
    }
    pool.measure(job, places, {
      onPoint: (place, found) => {
        expect(points.has(place)).toBe(false)
        points.set(place, found)
      },
      onDone: () => end(null),
      onFailed: ({ message }) => end(message),
    })
  })
}

const places = (count: number) => Array.from({ length: count }, (_, place) => place)

afterEach(() => void vi.useRealTimers())

describe('a pool', () => {
  it('measures every place once, with no more workers than it may have', async () => {
    const hands = crew()
    const { points } = await sweep(hands, places(20), 3)
    expect([...points.keys()].toSorted((a, b) => a - b)).toEqual(places(20))
    expect([...points].every(([place, { digest }]) => digest === `${place}`)).toBe(true)
    expect(hands.started()).toBe(3)
    expect(hands.most()).toBe(3)
    expect(hands.ended()).toBe(3)
  })

  it('starts one worker for one point', async () => {
    const hands = crew()
    await sweep(hands, [7], 8)
    expect(hands.started()).toBe(1)
  })

  it('tries the point of a dead worker once more, then reports it and goes on', async () => {
    const hands = crew({ deadly: [3] })
    const { points } = await sweep(hands, places(8))
    expect(points.size).toBe(8)
    expect(points.get(3)?.problem?.code).toBe('worker-died')
    expect(points.get(4)?.problem).toBeNull()
    // two workers at first, and one for each of the two deaths but for what is idle at the end
    expect(hands.started()).toBeGreaterThanOrEqual(3)
  })

  it('ends a worker that does not answer for a while', async () => {
    const hands = crew({ silent: [1] })
    // of the timers' own time, so that a slow machine is no silent worker
    vi.useFakeTimers()
    const swept = sweep(hands, places(3), 1, 40)
    await vi.advanceTimersByTimeAsync(1_000)
    const { points } = await swept
    expect(points.get(1)?.problem?.message).toMatch(/not answered/)
    expect(points.get(2)?.problem).toBeNull()
  })

  it('gives up when no worker lives to measure one point', async () => {
    const hands = crew({ deadly: places(50) })
    const { failure } = await sweep(hands, places(50))
    expect(failure).toMatch(/out of memory/)
    expect(hands.started()).toBeLessThan(10)
  })

  it('tells of a worker that has not answered for two seconds, until another has its point', async () => {
    vi.useFakeTimers()
    const hands = crew({ silent: [0] })
    const quiets: (number | null)[] = []
    const pool = createPointPool({ start: hands.start, size: 1, onQuiet: (seconds) => quiets.push(seconds) })
    const done = vi.fn()
    pool.measure(job, [0], { onPoint: () => undefined, onDone: done, onFailed: vi.fn() })
    await vi.advanceTimersByTimeAsync(1_900)
    expect(quiets).toEqual([])
    await vi.advanceTimersByTimeAsync(700)
    expect(quiets[0]).toBe(2)
    // then the first worker is dead after 8 s, the second after 8 more, and nobody is silent any more
    await vi.advanceTimersByTimeAsync(20_000)
    expect(done).toHaveBeenCalled()
    expect(quiets.at(-1)).toBeNull()
    pool.close()
    vi.useRealTimers()
  })

  it('ends a search whose worker does not answer, and says why', async () => {
    vi.useFakeTimers()
    const pool = createPointPool({ start: crew({ silent: [0] }).start, size: 1 })
    const { outcome } = pool.errand(searchRate, [{} as RateJob], () => undefined)
    const ended = expect(outcome).rejects.toThrow('not answered for 8 s while it was searching the highest rate')
    await vi.advanceTimersByTimeAsync(10_000)
    await ended
    pool.close()
    vi.useRealTimers()
  })

  it('says nothing more after a cancel, and ends its workers when it is idle', async () => {
    vi.useFakeTimers()
    const hands = crew()
    const pool = createPointPool({ start: hands.start, size: 2, idle: 1_000 })
    const heard: number[] = []
    const listener = { onPoint: (place: number) => heard.push(place), onDone: vi.fn(), onFailed: vi.fn() }
    pool.measure(job, places(9), listener)
    await vi.advanceTimersByTimeAsync(2)
    const before = heard.length
    pool.cancel()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(heard.length).toBe(before)
    expect(before).toBeLessThan(9)
    expect(listener.onDone).not.toHaveBeenCalled()
    expect(hands.ended()).toBe(2)
  })
})

describe('the size of a pool', () => {
  it('leaves one core to the page, and is one to eight', () => {
    expect([1, 2, 4, 8, 64].map(poolSize)).toEqual([1, 1, 3, 7, 8])
  })
})
