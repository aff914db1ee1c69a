/** All timelines as one file: one value a line, every arm and series by name. */
import { describe, expect, it } from 'vitest'
import type { LevelWindow } from '../../src/kernel/tracks.ts'
import { timelinesCsv } from '../../src/panels/dialogs/timelines-csv.ts'

it('a value a line, with arm, timeline, series and unit', () => {
  const values = Float32Array.of(1, 2, 0.5, 4)
  const window: LevelWindow = {
    ...{ from: 0, until: 2, computed: 2, fold: 1, kind: 'level', length: 2, ends: 2 },
    track: { kind: 'level', id: 'kv/0', title: 'KV', unit: 'tokens', series: ['decode', 'prefill'] },
    start: Float64Array.of(0, 1),
    ...{ mean: values, low: values, high: values, last: values, sumLow: values, sumHigh: values },
  }
  expect(timelinesCsv([{ arm: 'a', window }]).split('\r\n')).toEqual([
    'arm,timeline,series,time_s,value,unit,statistic',
    'a,kv/0,decode,0,1,tokens,mean',
    'a,kv/0,decode,1,2,tokens,mean',
    'a,kv/0,prefill,0,0.5,tokens,mean',
    'a,kv/0,prefill,1,4,tokens,mean',
    '',
  ])
})

describe('nothing', () => {
  it('is a header', () => {
    expect(timelinesCsv([])).toBe('arm,timeline,series,time_s,value,unit,statistic\r\n')
  })
})
