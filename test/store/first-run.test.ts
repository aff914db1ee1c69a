/** The shipped run keeps what a pixel can show, and nothing that would make it heavy. */
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { type FirstRun, packFirstRun, unpackFirstRun } from '../../src/store/first-run.ts'
import { standInTracks, standInWindow } from '../pages/stand-in-tracks.ts'

const windowOf = (track: (typeof standInTracks)[number]) =>
  standInWindow(track, { t0: 0, t1: 60, pixels: 300, computed: 60, push: 1 })

const run: FirstRun = {
  document: defaultExperiment(),
  regime: 'It means to.',
  completed: { arms: [], runs: 1, problems: [], missingData: [] },
  tracks: { a: standInTracks },
  summaries: {},
  windows: standInTracks.map((track) => ({ arm: 'a', track: track.id, window: windowOf(track) })),
  extent: 60,
}

it('comes back from JSON with the same columns, to a level of 250 and to the microsecond', () => {
  const back = unpackFirstRun(JSON.parse(JSON.stringify(packFirstRun(run))))
  const [before, after] = [run.windows[1].window, back.windows[1].window]
  if (before.kind !== 'level' || after.kind !== 'level') throw new Error('the second track is the KV cache')
  expect(after.mean).toBeInstanceOf(Float32Array)
  expect(after.length).toBe(before.length)
  // half of a 250th of the largest value
  const half = Math.max(...before.mean) / 500 + 1e-3
  for (let row = 0; row < before.length; row++) {
    expect(Math.abs(after.start[row] - before.start[row])).toBeLessThan(1e-6)
    expect(Math.abs(after.mean[row] - before.mean[row])).toBeLessThanOrEqual(half)
  }
  expect(back.windows[0].window).toMatchObject({
    kind: 'span',
    lanes: (run.windows[0].window as { lanes: number }).lanes,
  })
})

it('keeps missing values missing, which JSON has no number for', () => {
  const { window } = run.windows[8]
  if (window.kind !== 'level') throw new Error('the ninth track is TTFT')
  const holed = { ...window, mean: window.mean.map((value, i) => (i === 3 ? Number.NaN : value)) }
  const packed = packFirstRun({ ...run, windows: [{ arm: 'a', track: 'ttft', window: holed }] })
  const back = unpackFirstRun(JSON.parse(JSON.stringify(packed))).windows[0].window
  if (back.kind !== 'level') throw new Error('it was a level')
  expect(back.mean[3]).toBeNaN()
  expect(back.mean[4]).not.toBeNaN()
})

it('packs ten timelines of 300 columns into less than 60 KB, of which invented noise is the most', () => {
  const packed = JSON.stringify(packFirstRun(run).windows.filter(({ track }) => track !== 'experts'))
  const size = gzipSync(packed).length
  expect(size).toBeLessThan(60_000)
})
