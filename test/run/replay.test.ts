/** Zooming below the resolution that was kept: the window is simulated again, and says what the run said. */
import { expect, it } from 'vitest'
import { decode } from '../../src/experiment/link.ts'
import type { LevelWindow } from '../../src/kernel/tracks.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { Shelf } from '../../src/run/shelf.ts'

/** A run of some 14,000 iterations: tracks of every iteration keep 4,096 rows of 4 marks. */
function longRun(): LiveRun {
  const { engine, arms } = completeDocument(decode('#/lab?v=1&workload.requests=900').document, new Shelf())
  if (!engine) throw new Error('the serving engine is there')
  const live = LiveRun.start(engine, arms, {})
  if (!live.ok) throw new Error(live.problems[0].message)
  return live.value
}

const windowOf = (live: LiveRun, t0: number, t1: number): LevelWindow => {
  const [window] = live.windows([{ arm: 'a', track: 'kv/0', t0, t1, pixels: 1000 }])
  return window as LevelWindow
}

it('replays a short range of a finished run at full resolution, and leaves the whole run as it was kept', () => {
  // given a run to its end
  const live = longRun()
  while (live.advance(1000, () => performance.now()) === 'more');
  const whole = windowOf(live, 0, live.extent)
  expect(whole.fold).toBeGreaterThan(1)
  // when a second of it is asked for, then every mark is there, and none goes beyond what the folded rows said
  const second = windowOf(live, 100, 101)
  expect(second.fold).toBe(1)
  expect(second.length).toBeGreaterThan(20)
  const peak = (window: LevelWindow): number => {
    let most = 0
    for (let i = 0; i < window.length; i++) {
      const ends = window.start[i + 1] ?? window.ends
      if (ends > 100.2 && window.start[i] < 100.8) most = Math.max(most, window.high[i])
    }
    return most
  }
  expect(peak(whole)).toBeGreaterThanOrEqual(peak(second))
  expect(peak(second)).toBeGreaterThan(0)
})

it('replays nothing while rows still stream: they would be stale at once', () => {
  const live = longRun()
  let clock = 0
  while (live.share < 0.6 && live.advance(3, () => clock++) === 'more');
  expect(live.share).toBeLessThan(1)
  expect(windowOf(live, 100, 101).fold).toBeGreaterThan(1)
})
