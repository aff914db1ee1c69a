import { describe, expect, it } from 'vitest'
import { explain, landmark, requestsCsv } from '../../src/engines/asked.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { summaryOf } from '../../src/run/simulate.ts'
import { completed, documentOf, finished, liveRun, tickingClock } from './documents.ts'

const fcfs = { scheduler: { id: 'fcfs' } }
const digests = (run: LiveRun) =>
  Object.fromEntries(Object.entries(run.summaries()).map(([key, { digest }]) => [key, digest]))

describe('a live run', () => {
  it('advances until its time is used up, then goes on where it was', () => {
    // given a clock that moves a millisecond a look: 3 ms are three strides of 16 events, as the first is
    const run = liveRun(documentOf({ setup: { workload: { id: 'poisson', knobs: { rate: 20, requests: 300 } } } }))
    expect(run.advance(3, tickingClock())).toBe('more')
    expect(run.events).toBe(3 * 16)
    const before = run.simulated
    expect(run.advance(3, tickingClock())).toBe('more')
    expect(run.simulated).toBeGreaterThan(before)
  })

  it('ends with the numbers of a run without slices and without tracks', () => {
    const document = documentOf()
    const { engine, arms } = completed(document)
    const whole = summaryOf(engine, arms[0], {})
    expect(whole.ok && whole.value.digest).toBe(digests(finished(document)).a)
  })

  it('has the same bytes for the same seed, and others for another', () => {
    const at = (seed: number) => digests(finished(documentOf({ seed }))).a
    expect(at(1)).toBe(at(1))
    expect(at(1)).not.toBe(at(2))
  })

  it('shows how far it is, from 0 to 1', () => {
    // given a run of several strides, one a slice
    const run = liveRun(documentOf({ setup: { workload: { id: 'poisson', knobs: { rate: 20, requests: 300 } } } }))
    expect(run.share).toBe(0)
    const shares: number[] = []
    while (run.advance(2, tickingClock()) === 'more') shares.push(run.share)
    expect(shares.length).toBeGreaterThan(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true)
    expect(run.share).toBe(1)
  })
})

describe('arms', () => {
  const document = documentOf({ arms: { a: {}, b: fcfs } })

  it('do not disturb each other: the baseline is what it is alone', () => {
    expect(digests(finished(document)).a).toBe(digests(finished(documentOf())).a)
    const alone = digests(finished(documentOf({ setup: fcfs }))).a
    expect(digests(finished(document)).b).toBe(alone)
  })

  it('share arrivals and lengths', () => {
    const run = finished(document)
    const columns = (key: string) =>
      (run.ask(key, requestsCsv) ?? '').split('\r\n').map((line) => line.split(',').slice(4, 7).join())
    expect(columns('a')).toEqual(columns('b'))
    expect(columns('a').length).toBe(1 + 12 + 1)
  })

  it('advance together in simulated time', () => {
    // given a slow and a fast arm: the one that is furthest behind goes next, one stride at a time
    const run = liveRun(
      documentOf({ setup: { workload: { id: 'poisson', knobs: { requests: 400 } } }, arms: { a: {}, b: fcfs } }),
    )
    const ends = () => Object.values(run.summaries()).map(({ report }) => (report as { duration: number }).duration)
    for (let i = 0; i < 6; i++) {
      run.advance(2, tickingClock())
      expect(Math.min(...ends())).toBe(run.simulated)
      expect(Math.max(...ends())).toBe(run.extent)
    }
    expect(ends().every((duration) => duration > 0)).toBe(true)
  })

  it('that cannot start are named', () => {
    const impossible = documentOf({
      arms: { a: {}, b: { accelerator: { id: 'rtx-4090' }, model: { id: 'llama-3.1-70b' } } },
    })
    const { engine, arms } = completed(impossible)
    const started = LiveRun.start(engine, arms, {})
    expect(started.ok).toBe(false)
    if (!started.ok) expect(started.problems[0].message).toMatch(/^Arm B: .*GB/)
  })
})

describe('what charts and read-outs ask of a run', () => {
  const run = finished(documentOf())
  const end = run.extent

  it('is a window of a track, or null for what is not there', () => {
    const ask = (arm: string, track: string) => run.windows([{ arm, track, t0: 0, t1: end, pixels: 300 }])[0]
    expect(ask('a', 'kv/0')).toMatchObject({ kind: 'level', computed: end })
    expect(ask('a', 'experts')).toBeNull()
    expect(ask('z', 'kv/0')).toBeNull()
    expect(run.tracks().a.map(({ id }) => id)).toContain('requests')
  })

  it('is an explanation of a moment', () => {
    const explanation = run.ask('a', explain, end / 2)
    expect(explanation?.terms.length).toBeGreaterThan(3)
    expect(run.ask('z', explain, 0)).toBeNull()
  })

  it('is walked by its landmarks, which visit the end of every iteration', () => {
    const visited: number[] = []
    for (let at = 0; ; ) {
      const next = run.ask('a', landmark, 'iteration', at, 1)
      if (!next) break
      at = next.at
      visited.push(at)
    }
    const { iterations } = run.summaries().a.report as { iterations: number }
    expect(visited.length).toBe(iterations)
    expect(visited.at(-1)).toBe(end)
  })

  it('says nothing of an arm that is not there', () => {
    expect(run.ask('z', requestsCsv)).toBeNull()
    expect(run.ask('a', { id: 'weather' })).toBeNull()
  })
})
