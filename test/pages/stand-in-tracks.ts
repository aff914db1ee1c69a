/** Plausible rows for the stand-in worker: a burst at 9 s fills a cache of 61,440 tokens. Nothing is simulated. */
import { createDraws } from '../../src/kernel/draws.ts'
import type { TrackInfo, TrackWindow } from '../../src/kernel/tracks.ts'

export const DURATION = 60 // s
const CAPACITY = 61_440 // tokens
const EXPERTS = 128

const u = createDraws(7).stream('stand-in')

export const standInTracks: readonly TrackInfo[] = [
  {
    kind: 'span',
    id: 'requests',
    title: 'Requests',
    unit: 'requests',
    series: ['queued', 'prefill', 'decode', 'preempted'],
  },
  {
    kind: 'level',
    id: 'kv/0',
    title: 'KV-cache occupancy',
    unit: 'tokens',
    series: ['decode', 'prefill', 'cached'],
    capacity: CAPACITY,
  },
  {
    kind: 'grid',
    id: 'experts',
    title: 'Expert activations',
    unit: 'tokens',
    series: ['layer 0', 'layer 1'],
    cells: EXPERTS,
    provenance: 'assumed',
  },
  {
    kind: 'count',
    id: 'acceptance',
    title: 'Token acceptance',
    unit: 'tokens',
    series: ['accepted', 'rejected', 'discarded', 'bonus'],
    provenance: 'assumed',
  },
  { kind: 'level', id: 'batch/0', title: 'Batch', unit: 'tokens', series: ['decode', 'prefill'] },
  {
    kind: 'level',
    id: 'queue/0',
    title: 'Running and waiting',
    unit: 'requests',
    series: ['running', 'waiting', 'swapped'],
  },
  { kind: 'count', id: 'tokens', title: 'Tokens processed', unit: 'tokens', series: ['decode', 'prefill'] },
  {
    kind: 'count',
    id: 'arrivals',
    title: 'Arrivals and ends',
    unit: 'requests',
    series: ['arrived', 'finished', 'preempted', 'turned away'],
  },
  { kind: 'level', id: 'ttft', title: 'Time to first token', unit: 's', series: ['ttft'] },
  { kind: 'level', id: 'itl', title: 'Inter-token latency', unit: 's', series: ['itl'] },
  { kind: 'level', id: 'iteration/0', title: 'Iteration time', unit: 's', series: ['iteration'] },
]

/** Load of the invented cluster, 0 to 1: a hump after the burst. */
const load = (t: number, push: number) => 0.25 + 0.08 * Math.sin(t / 3) + push * Math.exp(-(((t - 13) / 4) ** 2))

export interface StandInWindow {
  readonly t0: number
  readonly t1: number
  readonly pixels: number
  readonly computed: number
  /** How hard the burst hits: differs between arms. */
  readonly push: number
}

export function standInWindow(track: TrackInfo, { t0, t1, pixels, computed, push }: StandInWindow): TrackWindow {
  const from = Math.max(0, t0)
  const until = Math.min(t1, computed)
  const base = { track, from, until, computed, fold: 1 }
  const step = Math.max(0.04, (t1 - t0) / pixels)
  const length = Math.max(0, Math.floor((until - from) / step))
  const start = Float64Array.from({ length }, (_, i) => from + i * step)
  const series = track.series.length
  if (track.kind === 'span') return { ...base, ...spans(from, until, push), kind: 'span' }
  if (track.kind === 'grid') {
    const rows = Math.min(length, 300)
    const wide = (until - from) / Math.max(1, rows)
    const sum = new Float32Array(rows * series * EXPERTS)
    for (let i = 0; i < sum.length; i++) {
      const cell = i % EXPERTS
      const t = from + Math.floor(i / (series * EXPERTS)) * wide
      sum[i] = (0.2 + u.at(cell) ** 4 * 4) * load(t, push) * (0.6 + u.at(i, 5)) * 30
    }
    const starts = Float64Array.from({ length: rows }, (_, i) => from + i * wide)
    return { ...base, kind: 'grid', length: rows, start: starts, ends: until, sum, layers: series, cells: EXPERTS }
  }
  const value = (s: number, i: number) => amount(track.id, s, start[i], push) * (track.kind === 'count' ? step : 1)
  if (track.kind === 'count') {
    const sum = Float64Array.from({ length: length * series }, (_, i) => value(Math.floor(i / length), i % length))
    return { ...base, kind: 'count', length, start, ends: until, sum }
  }
  const mean = Float32Array.from({ length: length * series }, (_, i) => value(Math.floor(i / length), i % length))
  const low = mean.map((v) => v * 0.9)
  const high = mean.map((v) => v * 1.15)
  return {
    ...base,
    kind: 'level',
    length,
    start,
    ends: until,
    mean,
    low,
    high,
    last: mean,
    ...sumsOf(low, high, length),
  }
}

const sumsOf = (low: Float32Array, high: Float32Array, length: number) => {
  const sum = (column: Float32Array) =>
    Float32Array.from({ length }, (_, i) => {
      let total = 0
      for (let at = i; at < column.length; at += length) total += column[at]
      return total
    })
  return { sumLow: sum(low), sumHigh: sum(high) }
}

function amount(id: string, s: number, t: number, push: number): number {
  const l = load(t, push)
  const wobble = 0.8 + 0.4 * u.at(Math.floor(t * 25), s)
  switch (id) {
    case 'kv/0':
      return [Math.min(0.86, l * 0.8), 0.06 * l * wobble, Math.min(0.1, 0.2 - 0.12 * l)][s] * CAPACITY
    case 'acceptance':
      return [270, 70, 60, 90][s] * wobble
    case 'batch/0':
      return [30 * l, t > 9 && t < 16 ? 440 * wobble : wobble > 1.1 ? 200 : 0][s]
    case 'queue/0':
      return Math.round([40 * l, Math.max(0, (l - 0.9) * 40), 0][s])
    case 'tokens':
      return [900 * l, 4000 * l * wobble][s]
    case 'arrivals':
      return s === 2 ? (l > 1.05 ? 3 * wobble : 0) : 4
    default:
      return 0.02 + (id === 'ttft' ? l * l * 2 : 0.03 * l * wobble)
  }
}

/** Requests arrive at 4 a second, more at 9 s; each is queued, prefilled and decoded on the lowest free lane. */
function spans(from: number, until: number, push: number) {
  const rows: { start: number; end: number; lane: number; state: number; item: number }[] = []
  const laneFree: number[] = []
  let t = 0
  for (let item = 0; t < until; item++) {
    t += t > 9 && t < 10 ? 0.04 : 0.1 + 0.3 * u.at(item, 1)
    const l = load(t, push)
    const phases = [0.15 * l * l, 0.2 + 0.6 * l, l > 1.1 && item % 3 === 0 ? 0.8 : 0, 2 + 4 * u.at(item, 2)]
    let lane = laneFree.findIndex((free) => free <= t)
    if (lane < 0) lane = laneFree.push(0) - 1
    let at = t
    for (const [p, state] of [
      [0, 0],
      [1, 1],
      [2, 3],
      [3, 2],
    ]) {
      const end = at + phases[p]
      if (end > from && at < until && end > at) rows.push({ start: at, end: Math.min(end, until), lane, state, item })
      at = end
    }
    laneFree[lane] = at
  }
  rows.sort((a, b) => a.start - b.start || a.lane - b.lane)
  return {
    length: rows.length,
    start: Float64Array.from(rows, (row) => row.start),
    end: Float64Array.from(rows, (row) => row.end),
    lane: Int32Array.from(rows, (row) => row.lane),
    state: Uint8Array.from(rows, (row) => row.state),
    item: Int32Array.from(rows, (row) => row.item),
    lanes: laneFree.length,
  }
}
