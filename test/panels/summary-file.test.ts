/** The summary as a file: set-up, figures and the course of every timeline. */
import { expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { CountWindow, LevelWindow } from '../../src/kernel/tracks.ts'
import { summaryFile } from '../../src/panels/dialogs/summary-file.ts'

const base = { from: 0, until: 2, computed: 2, fold: 1, length: 2, ends: 2, start: Float64Array.of(0, 1) }

it('holds link, set-up, seed, engine, figures, and every level and count by series', () => {
  // given a level of two series and a count of one
  const mean = Float32Array.of(0.1, 2, 0.5, 4)
  const level: LevelWindow = {
    ...base,
    kind: 'level',
    track: { kind: 'level', id: 'kv/0', title: 'KV', unit: 'tokens', series: ['decode', 'prefill'] },
    ...{ mean, low: mean, high: mean, last: mean, sumLow: mean, sumHigh: mean },
  }
  const count: CountWindow = {
    ...base,
    kind: 'count',
    track: { kind: 'count', id: 'done', title: 'Done', unit: 'requests', series: ['all'] },
    sum: Float64Array.of(3, 7),
  }
  const summaries = {
    a: { digest: 'abc', ending: 'drained' as const, metrics: { rate: { value: 2, n: 4 } }, report: {} },
  }
  const words = { id: 'rate', label: 'Rate', unit: 'tokens/s', better: 'higher', help: 'Tokens a second.' } as const
  const document = { ...defaultExperiment(), seed: 9 }
  // when it is written
  const tracks = [
    { arm: 'a', window: level },
    { arm: 'b', window: count },
  ]
  const read = JSON.parse(summaryFile({ document, link: '#/lab?v=1', summaries, metrics: [words], tracks }))
  // then 0.1 is 0.1 and not what 32 bits make of it (0.10000000149)
  expect(read).toMatchObject({ link: '#/lab?v=1', seed: 9, engine: document.engine })
  // and the figure says what it is
  expect(read.summaries.a.metrics).toEqual([{ ...words, value: 2, n: 4 }])
  expect(read.config).not.toHaveProperty('v')
  expect(read.series).toEqual([
    {
      ...{ arm: 'a', timeline: 'kv/0', kind: 'level', unit: 'tokens', start_s: [0, 1], ends_s: 2 },
      values: { decode: [0.1, 2], prefill: [0.5, 4] },
    },
    {
      ...{ arm: 'b', timeline: 'done', kind: 'count', unit: 'requests', start_s: [0, 1], ends_s: 2 },
      values: { all: [3, 7] },
    },
  ])
})
