/** The client keeps its word when the worker does not: late news, deaths, silence. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { blame } from '../../src/engines/serving/asked.ts'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Completed, LabWorker, RunEvent, RunId } from '../../src/worker/api.ts'
import { createLabClient, type Quiet, WorkerGone, type WorkerLink } from '../../src/worker/client.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const completed: Completed = { arms: [], runs: 1, problems: [], missingData: [] }

/** A worker that answers only what a test lets it answer. */
function scripted(api: Partial<LabWorker> = {}) {
  const links: { fail(message: string): void; isTerminated: boolean; onEvent: (event: RunEvent) => void }[] = []
  const start = (): WorkerLink => {
    const link = {
      fail: ((): void => undefined) as (message: string) => void,
      isTerminated: false,
      onEvent: ((): void => undefined) as (event: RunEvent) => void,
    }
    links.push(link)
    const run: LabWorker['run'] = async (_id, _document, onEvent) => {
      link.onEvent = onEvent
      return completed
    }
    return {
      api: { run, isAlive: async () => true, cancel: async () => undefined, ...api } as LabWorker,
      onError: (listener) => {
        link.fail = listener
      },
      terminate: () => {
        link.isTerminated = true
      },
    }
  }
  const events: RunEvent[] = []
  const deaths: { message: string; restarted: boolean }[] = []
  const quiets: (Quiet | null)[] = []
  const client = createLabClient(start, {
    onRun: (event) => events.push(event),
    onDeath: (death) => deaths.push(death),
    onQuiet: (quiet) => quiets.push(quiet),
  })
  return { client, links, events, deaths, quiets }
}

const progress = (run: RunId): RunEvent => ({
  ...{ kind: 'progress', run, simulated: 1, share: 0.1, eventsPerSecond: 1, busy: 1 },
  summaries: {},
})

describe('events', () => {
  it('of a run that was replaced never arrive', () => {
    const { client, links, events } = scripted()
    const first = client.start(defaultExperiment()).run
    const second = client.start(defaultExperiment()).run
    links[0].onEvent(progress(first))
    links[0].onEvent(progress(second))
    expect(events).toEqual([progress(second)])
  })

  it('come from one worker, started with the first call', () => {
    const { client, links } = scripted()
    expect(links).toHaveLength(0)
    client.start(defaultExperiment())
    client.start(defaultExperiment())
    expect(links).toHaveLength(1)
  })
})

describe('a death', () => {
  it('rejects what was asked, says so, and the next call starts another worker', async () => {
    const { client, links, deaths } = scripted({ describe: () => new Promise(() => undefined) })
    const answer = client.describe('serving')
    const rejected = expect(answer).rejects.toBeInstanceOf(WorkerGone)
    links[0].fail('out of memory')
    await rejected
    expect(deaths).toEqual([{ message: 'out of memory', restarted: true }])
    expect(links[0].isTerminated).toBe(true)
    client.start(defaultExperiment())
    expect(links).toHaveLength(2)
  })

  it('is noticed by silence: a run that says nothing and a ping without an answer, 8 s', async () => {
    const { client, links, deaths } = scripted({ isAlive: () => new Promise(() => undefined) })
    const { run } = client.start(defaultExperiment())
    links[0].onEvent(progress(run))
    await vi.advanceTimersByTimeAsync(7000)
    expect(deaths).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(8000)
    expect(deaths).toHaveLength(1)
  })

  it('is not declared while a quiet worker still answers pings', async () => {
    const { client, deaths } = scripted()
    client.start(defaultExperiment())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(deaths).toHaveLength(0)
  })

  it('is not declared while nothing is owed', async () => {
    const { client, links, deaths } = scripted()
    const { run } = client.start(defaultExperiment())
    links[0].onEvent({ kind: 'done', run, until: 1, busy: 1, summaries: {} })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(deaths).toHaveLength(0)
  })

  it('three times without progress between is the end of trying', () => {
    const { client, links, deaths } = scripted()
    for (let i = 0; i < 3; i++) {
      client.start(defaultExperiment()).completed.catch(() => undefined)
      links[i].fail('cannot load')
    }
    expect(deaths.map(({ restarted }) => restarted)).toEqual([true, true, false])
  })

  it('three times with a whole run between each is none too many, however short the runs', () => {
    const { client, links, deaths } = scripted()
    for (let i = 0; i < 3; i++) {
      const { run, completed } = client.start(defaultExperiment())
      completed.catch(() => undefined)
      links[i].onEvent({ kind: 'done', run, until: 1, busy: 1, summaries: {} }) // below 100 ms: no progress was told
      links[i].fail('killed')
    }
    expect(deaths.map(({ restarted }) => restarted)).toEqual([true, true, true])
  })
})

describe('two seconds without an answer', () => {
  const silent = { isAlive: () => new Promise<never>(() => undefined) }

  it('are told, with what the run was at, and forgotten once the worker is heard', async () => {
    const { client, links, deaths, quiets } = scripted(silent)
    const { run } = client.start(defaultExperiment())
    links[0].onEvent({ kind: 'starting', run, share: 0.3 })
    await vi.advanceTimersByTimeAsync(1500)
    expect(quiets).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    expect(quiets[0]).toEqual({ seconds: 2, doing: 'building the instances', patience: 8 })
    links[0].onEvent(progress(run))
    expect(quiets.at(-1)).toBeNull()
    expect(deaths).toEqual([])
  })

  it('are told of a look that holds the worker, which is given longer before it counts as dead', async () => {
    const { client, deaths, quiets } = scripted({ ...silent, ask: silent.isAlive })
    client.ask(1 as RunId, 'a', blame, null).catch(() => undefined)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(quiets[0]).toEqual({ seconds: 2, doing: 'watching the run again for its blame', patience: 120 })
    expect(deaths).toEqual([])
  })

  it('are none for a long work that rests: it answers when it is asked something cheap', async () => {
    const { client, quiets, deaths } = scripted({ readIncoming: () => new Promise(() => undefined) })
    client.readIncoming('a.csv', '').catch(() => undefined)
    await vi.advanceTimersByTimeAsync(200_000)
    expect(quiets).toEqual([])
    expect(deaths).toEqual([])
  })

  it('can be ended at once by starting anew, which is no death of the worker’s own', async () => {
    const { client, links, deaths, quiets } = scripted(silent)
    for (let i = 0; i < 4; i++) {
      client.start(defaultExperiment()).completed.catch(() => undefined)
      await vi.advanceTimersByTimeAsync(2500)
      client.restart()
      expect(links[i].isTerminated).toBe(true)
      expect(quiets.at(-1)).toBeNull()
    }
    expect(deaths.map(({ restarted }) => restarted)).toEqual([true, true, true, true])
  })

  it('do not count while the page itself stood still', async () => {
    const { client, deaths, quiets } = scripted(silent)
    client.start(defaultExperiment())
    // given a machine that slept for a minute: the next look comes late
    vi.setSystemTime(Date.now() + 60_000)
    await vi.advanceTimersByTimeAsync(500)
    expect([deaths, quiets]).toEqual([[], []])
  })
})

describe('a client that is closed', () => {
  it('rejects what is open and whatever is asked afterwards, and starts no other worker', async () => {
    const { client, links, deaths } = scripted({ describe: () => new Promise(() => undefined) })
    const open = expect(client.describe('serving')).rejects.toBeInstanceOf(WorkerGone)
    client.close()
    await open
    await expect(client.windows(1 as RunId, [])).rejects.toBeInstanceOf(WorkerGone)
    expect(links.map(({ isTerminated }) => isTerminated)).toEqual([true])
    expect(deaths).toEqual([])
  })
})
