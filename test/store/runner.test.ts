/** The runner: edits start runs at once, pictures change whole, a dead worker loses nothing. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { createRunStore } from '../../src/store/run.ts'
import { createRunner } from '../../src/store/runner.ts'
import { createViewStore } from '../../src/store/view.ts'
import type { WorkerLink } from '../../src/worker/client.ts'
import { standInWorker } from '../pages/stand-in.ts'
import { standInDescription } from '../pages/stand-in-description.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const seeded = (seed: number): Experiment => ({ ...defaultExperiment(), seed })

/** The stand-in computes 60 s in 30 slices of 16 ms. */
const WHOLE_RUN = 30 * 16 + 200 // ms

function lab(changed: Partial<WorkerLink['api']> = {}) {
  const started: number[] = []
  let die = (_: string): void => undefined
  const startWorker = (): WorkerLink => {
    const link = standInWorker()
    return {
      ...link,
      onError: (listener) => {
        die = listener
      },
      api: {
        ...link.api,
        run: (run, document, onEvent) => {
          started.push(document.seed)
          return link.api.run(run, document, onEvent)
        },
        ...changed,
      },
    }
  }
  const run = createRunStore()
  const view = createViewStore()
  const runner = createRunner({ startWorker, run, view, nextFrame: (work) => setTimeout(work, 0) })
  return { runner, run, view, started, die: (message: string) => die(message) }
}

describe('a run', () => {
  it('streams rows into the mirror and ends with its length, its summaries and its description', async () => {
    const { runner, run } = lab()
    runner.start(seeded(1))
    await vi.advanceTimersByTimeAsync(100)
    expect(run.getState().status).toBe('running')
    expect(run.getState().computed).toBeGreaterThan(0)
    expect(run.getState().computed).toBeLessThan(60)
    await vi.advanceTimersByTimeAsync(WHOLE_RUN)
    const state = run.getState()
    expect(state).toMatchObject({ status: 'done', computed: 60, extent: 60, isStale: false })
    expect(Object.keys(state.summaries)).toEqual(['a'])
    expect(state.description?.groups.length).toBeGreaterThan(0)
    expect(runner.mirror.pick('a', 'kv/0', 0, 60)?.computed).toBe(60)
  })

  it('has the words of its figures when the description of its engine is there, and never those of another', async () => {
    // given a description that takes a minute, of the engine that the page came from another
    const { runner, run } = lab({
      describe: () => new Promise((resolve) => setTimeout(() => resolve(standInDescription), 60_000)),
    })
    run.setState({ description: { ...standInDescription, engine: { id: 'tokens', version: '', title: '' } } })
    runner.start(seeded(1))
    await vi.advanceTimersByTimeAsync(WHOLE_RUN)
    expect(run.getState().summaries.a.metrics['ttft.p50'].n).toBe(241)
    expect(run.getState().metrics).toEqual([])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(run.getState().metrics).toBe(standInDescription.metrics)
  })

  it('that is zoomed into gets a sharp window of what is shown', async () => {
    const { runner, view } = lab()
    runner.start(seeded(1))
    await vi.advanceTimersByTimeAsync(WHOLE_RUN)
    view.getState().show([10, 12])
    await vi.advanceTimersByTimeAsync(10)
    // 2 s with half a screen on both sides: 9 to 13 s
    expect(runner.mirror.pick('a', 'kv/0', 10, 12)).toMatchObject({ from: 9, until: 13 })
  })
})

describe('an edit', () => {
  it('starts the next run at once and leaves the old picture, marked, until rows are here', async () => {
    const { runner, run, started } = lab()
    runner.start(seeded(1))
    await vi.advanceTimersByTimeAsync(WHOLE_RUN)
    const before = runner.mirror.pick('a', 'kv/0', 0, 60)
    runner.start(seeded(2))
    expect(started).toEqual([1, 2])
    expect(run.getState().isStale).toBe(true)
    expect(runner.mirror.pick('a', 'kv/0', 0, 60)).toBe(before)
    await vi.advanceTimersByTimeAsync(100)
    expect(run.getState().isStale).toBe(false)
    expect(runner.mirror.pick('a', 'kv/0', 0, 60)).not.toBe(before)
    // the axis keeps its length while the new run catches up
    expect(run.getState().extent).toBe(60)
  })

  it('during a start only replaces what starts next: 50 edits in one frame are two runs', async () => {
    const { runner, started } = lab()
    for (let seed = 1; seed <= 50; seed++) runner.start(seeded(seed))
    await vi.advanceTimersByTimeAsync(10)
    expect(started).toEqual([1, 50])
  })
})

describe('an infeasible set-up', () => {
  it('is a state: the last good picture stays, dimmed, with the problem beside it', async () => {
    const problem = { code: 'weights-do-not-fit', message: 'Weights need 141 GB.', remedy: 'Fewer bits.' }
    let isInfeasible = false
    const link = standInWorker()
    const { runner, run } = lab({
      run: async (id, document, onEvent) => {
        if (!isInfeasible) return link.api.run(id, document, onEvent)
        return {
          arms: [{ key: 'a', setup: {}, problems: [problem], facts: [] }],
          runs: 0,
          problems: [],
          missingData: [],
        }
      },
      windows: link.api.windows,
    })
    runner.start(seeded(1))
    await vi.advanceTimersByTimeAsync(WHOLE_RUN)
    isInfeasible = true
    runner.start(seeded(2))
    await vi.advanceTimersByTimeAsync(100)
    expect(run.getState()).toMatchObject({ status: 'infeasible', isStale: true, computed: 60 })
    expect(run.getState().completed?.arms[0].problems).toEqual([problem])
    expect(runner.mirror.pick('a', 'kv/0', 0, 60)).not.toBeNull()
  })
})

describe('a dead worker', () => {
  it('loses nothing: the picture stays, the page says so, and the same document runs again', async () => {
    const { runner, run, started, die } = lab()
    runner.start(seeded(7))
    await vi.advanceTimersByTimeAsync(WHOLE_RUN)
    die('out of memory')
    expect(run.getState().workerNotice).toContain('out of memory')
    expect(runner.mirror.pick('a', 'kv/0', 0, 60)?.computed).toBe(60)
    await vi.advanceTimersByTimeAsync(300 + WHOLE_RUN)
    expect(started).toEqual([7, 7])
    expect(run.getState()).toMatchObject({ status: 'done', workerNotice: null, isStale: false, computed: 60 })
  })
})
