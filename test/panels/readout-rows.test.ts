/** The docked read-out: a row a figure, a column an arm, one unit a row. */
import { describe, expect, it } from 'vitest'
import * as down from '../../src/charts/down.ts'
import type { TrackWindow } from '../../src/kernel/tracks.ts'
import { readoutRows } from '../../src/panels/inspect/readout-rows.ts'
import { timelines } from '../../src/panels/timelines/registry.ts'
import { themes } from '../../src/ui/theme.ts'
import { levelWindow, spanWindow } from '../charts/windows.ts'

const itl = (id: string, seconds: number) =>
  levelWindow({ id, title: 'ITL', unit: 's', series: ['itl'] }, [[0, seconds]], 10)
const rowsOf = (arms: Readonly<Record<string, readonly TrackWindow[]>>, events = {}) =>
  readoutRows({
    timelines,
    tracks: Object.fromEntries(Object.entries(arms).map(([arm, windows]) => [arm, windows.map(({ track }) => track)])),
    mirror: { pick: (arm, track) => arms[arm].find((window) => window.track.id === track) ?? null },
    ...{ theme: themes.light, memory: 'GB', moment: 5, events, down },
  })

describe('a row of the read-out', () => {
  it('says the figure of one arm in its own unit', () => {
    expect(rowsOf({ a: [itl('itl', 0.0967)] })).toMatchObject([{ unit: '', cells: [{ text: '96.7 ms', ratio: null }] }])
  })
  it('puts several arms into one unit, in their order, with their ratio to the first', () => {
    const [row] = rowsOf({ a: [itl('itl', 0.5)], b: [itl('itl', 2)], c: [] })
    expect(row.unit).toBe('s')
    expect(row.cells).toEqual([
      { text: '0.5', ratio: null },
      { text: '2', ratio: 4 },
      { text: '–', ratio: null },
    ])
  })
  it('says of a dead instance that it is down, in the arm that it is dead in', () => {
    const kv = levelWindow({ id: 'kv/0', title: 'KV', series: ['decode'], capacity: 100 }, [[0, 50]], 10)
    const down = { ...spanWindow({ id: 'instances', series: ['down'] }, [[4, 10, 0, 0, -1]], 1), computed: 10 }
    const [row] = rowsOf({ a: [kv], b: [kv, down] })
    expect([row.unit, ...row.cells.map(({ text }) => text)]).toEqual(['%', '50', 'down'])
  })
})
