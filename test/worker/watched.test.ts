/** A worker that is watched: quiet is told, asking tells the busy from the dead, and an end is an end. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Owed, type Quiet, watchWorker } from '../../src/worker/watched.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched(owes: Owed | null, answer: () => Promise<true> = () => new Promise(() => undefined)) {
  let debt = owes
  let fail = (_: string): void => undefined
  const isAlive = vi.fn(answer)
  const terminate = vi.fn()
  const quiets: (Quiet | null)[] = []
  const deaths: string[] = []
  const watch = watchWorker(
    {
      api: { isAlive },
      onError: (listener) => {
        fail = listener
      },
      terminate,
    },
    { owed: () => debt, onQuiet: (quiet) => quiets.push(quiet), onDeath: (message) => deaths.push(message) },
  )
  const owe = (next: Owed | null) => {
    debt = next
  }
  return { watch, isAlive, terminate, quiets, deaths, owe, fail: (message: string) => fail(message) }
}

const counting: Owed = { doing: 'counting', patience: 8_000 }

describe('a watched worker', () => {
  it('that owes nothing is left alone for as long as it likes', async () => {
    const { isAlive, quiets, deaths } = watched(null)
    await vi.advanceTimersByTimeAsync(600_000)
    expect([isAlive.mock.calls.length, quiets, deaths]).toEqual([0, [], []])
  })

  it('that is busy and answers is asked again and again, and never called quiet', async () => {
    const { isAlive, quiets, deaths } = watched(counting, async () => true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isAlive.mock.calls.length).toBeGreaterThan(10)
    expect([quiets, deaths]).toEqual([[], []])
  })

  it('that does not answer is asked once, called quiet after 2 s, and dead after its patience', async () => {
    const { isAlive, quiets, deaths, terminate } = watched({ doing: 'reading a file', patience: 20_000 })
    await vi.advanceTimersByTimeAsync(19_000)
    expect(isAlive).toHaveBeenCalledTimes(1)
    expect(quiets[0]).toEqual({ seconds: 2, doing: 'reading a file', patience: 20 })
    expect(deaths).toEqual([])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(deaths).toEqual(['the worker has not answered for 20 s while it was reading a file'])
    expect(terminate).toHaveBeenCalledTimes(1)
    // then nobody is quiet any more, and nothing is watched
    expect(quiets.at(-1)).toBeNull()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(deaths).toHaveLength(1)
  })

  it('is not blamed for a look that comes late: the page stood still, or the machine slept', async () => {
    const { quiets, deaths } = watched(counting)
    await vi.advanceTimersByTimeAsync(500)
    // given a minute that passes between one look and the next
    const before = performance.now.bind(performance)
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => before() + 60_000)
    await vi.advanceTimersByTimeAsync(500)
    expect([quiets, deaths]).toEqual([[], []])
    clock.mockRestore()
  })

  it('that is heard, or has given its answer, begins anew', async () => {
    const { watch, quiets, deaths, owe } = watched(counting)
    await vi.advanceTimersByTimeAsync(7_000)
    watch.hear()
    expect(quiets.at(-1)).toBeNull()
    await vi.advanceTimersByTimeAsync(7_000)
    owe(null)
    await vi.advanceTimersByTimeAsync(7_000)
    expect(deaths).toEqual([])
  })

  it('that has ended says nothing more, whatever comes late', async () => {
    const { watch, fail, deaths, terminate } = watched(counting)
    watch.end()
    fail('out of memory')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(deaths).toEqual([])
    expect(terminate).toHaveBeenCalledTimes(1)
  })

  it('that fails is dead once, with what it said', () => {
    const { fail, deaths } = watched(null)
    fail('out of memory')
    fail('out of memory')
    expect(deaths).toEqual(['out of memory'])
  })
})
