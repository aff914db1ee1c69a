/** Windows made by hand for tests and the gallery: rows are given as `[start, ...values]`. */
import type { CountWindow, GridWindow, LevelWindow, SpanWindow, TrackInfo } from '../../src/kernel/tracks.ts'

type Spec = Partial<TrackInfo> & { readonly series: readonly string[] }

const base = (kind: TrackInfo['kind'], spec: Spec, from: number, until: number) => ({
  track: {
    id: spec.id ?? 'track',
    title: spec.title ?? 'Track',
    unit: spec.unit ?? 'tokens',
    kind,
    ...spec,
  } as TrackInfo,
  from,
  until,
  computed: until,
  fold: 1,
})

/** `rows` are [start, value of each series]; the last one holds to `ends`. Low, high and last equal the mean. */
export function levelWindow(spec: Spec, rows: readonly (readonly number[])[], ends: number): LevelWindow {
  const length = rows.length
  const mean = new Float32Array(spec.series.length * length)
  rows.forEach((row, i) => {
    for (let s = 0; s < spec.series.length; s++) mean[s * length + i] = row[s + 1]
  })
  const start = Float64Array.from(rows, (row) => row[0])
  const sums = Float32Array.from(rows, ([, ...values]) => values.reduce((sum, value) => sum + value, 0))
  const column = {
    mean,
    low: mean.slice(),
    high: mean.slice(),
    last: mean.slice(),
    sumLow: sums,
    sumHigh: sums.slice(),
  }
  return { ...base('level', spec, start[0] ?? 0, ends), kind: 'level', length, start, ends, ...column }
}

export function countWindow(spec: Spec, rows: readonly (readonly number[])[], ends: number): CountWindow {
  const length = rows.length
  const sum = new Float64Array(spec.series.length * length)
  rows.forEach((row, i) => {
    for (let s = 0; s < spec.series.length; s++) sum[s * length + i] = row[s + 1]
  })
  const start = Float64Array.from(rows, (row) => row[0])
  return { ...base('count', spec, start[0] ?? 0, ends), kind: 'count', length, start, ends, sum }
}

/** `rows` are [start, end, lane, state, item], sorted by start. */
export function spanWindow(spec: Spec, rows: readonly (readonly number[])[], lanes: number): SpanWindow {
  const column = (place: number): number[] => rows.map((row) => row[place])
  const until = Math.max(0, ...column(1))
  return {
    ...base('span', spec, 0, until),
    kind: 'span',
    length: rows.length,
    start: Float64Array.from(column(0)),
    end: Float64Array.from(column(1)),
    lane: Int32Array.from(column(2)),
    state: Uint8Array.from(column(3)),
    item: Int32Array.from(column(4)),
    lanes,
  }
}

/** `rows` are [start, amounts of layer 0, amounts of layer 1 …]. */
export function gridWindow(spec: Spec, cells: number, rows: readonly (readonly number[])[], ends: number): GridWindow {
  const layers = spec.series.length
  const sum = Float32Array.from(rows.flatMap((row) => row.slice(1)))
  const start = Float64Array.from(rows, (row) => row[0])
  const track = { ...spec, cells }
  return {
    ...base('grid', track, start[0] ?? 0, ends),
    kind: 'grid',
    length: rows.length,
    start,
    ends,
    sum,
    layers,
    cells,
  }
}
