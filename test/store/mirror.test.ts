/** The mirror decides what the page can draw at once and what it has to ask for. */
import { describe, expect, it } from 'vitest'
import type { LevelWindow } from '../../src/kernel/tracks.ts'
import { Mirror, type MirrorRequest } from '../../src/store/mirror.ts'

const track = { kind: 'level', id: 'kv/0', title: 'KV', unit: 'tokens', series: ['decode'] } as const

/** A window whose only row says who made it. */
const windowOf = (from: number, until: number, computed: number): LevelWindow => ({
  ...{ kind: 'level', track, from, until, computed, fold: 1, length: 1, ends: until },
  start: Float64Array.of(from),
  mean: Float32Array.of(1),
  low: Float32Array.of(1),
  high: Float32Array.of(1),
  last: Float32Array.of(1),
  sumLow: Float32Array.of(1),
  sumHigh: Float32Array.of(1),
})

const whole: MirrorRequest = { purpose: 'whole', arm: 'a', track: 'kv/0', t0: 0, t1: 60, pixels: 1000 }
const shown = { t0: 20, t1: 30, pixels: 500 }

function askedAndAnswered(mirror: Mirror, computed: number): LevelWindow {
  const request = mirror.need('a', 'kv/0', shown, computed)
  if (!request) throw new Error('nothing was needed')
  const window = windowOf(request.t0, request.t1, computed)
  mirror.put(request, window)
  return window
}

describe('what is asked for', () => {
  it('pads the range shown by half a screen on each side, at the same resolution', () => {
    // 10 s on 500 px: half a screen is 5 s; 20 s on 1,000 px are 20 ms a pixel like before
    const request = new Mirror().need('a', 'kv/0', shown, 60)
    expect(request).toMatchObject({ t0: 15, t1: 35, pixels: 1000 })
  })

  it('never reaches before the start of the run', () => {
    const request = new Mirror().need('a', 'kv/0', { t0: 1, t1: 11, pixels: 500 }, 60)
    expect(request).toMatchObject({ t0: 0, t1: 16 })
  })

  it('asks nothing while panning stays inside the padded range', () => {
    const mirror = new Mirror()
    askedAndAnswered(mirror, 60)
    // 15 to 35 s are here
    expect(mirror.need('a', 'kv/0', { t0: 24.9, t1: 34.9, pixels: 500 }, 60)).toBeNull()
    expect(mirror.need('a', 'kv/0', { t0: 25.1, t1: 35.1, pixels: 500 }, 60)).not.toBeNull()
  })

  it('asks again when the resolution has doubled and not before', () => {
    const mirror = new Mirror()
    askedAndAnswered(mirror, 60)
    // 20 ms a pixel are here: 5.5 s on 500 px is 11 ms a pixel, 5 s is 10 ms
    expect(mirror.need('a', 'kv/0', { t0: 22, t1: 27.5, pixels: 500 }, 60)).toBeNull()
    expect(mirror.need('a', 'kv/0', { t0: 22, t1: 27, pixels: 500 }, 60)).not.toBeNull()
  })

  it('asks again when a run has grown into the range, but not for growth beyond it', () => {
    const mirror = new Mirror()
    askedAndAnswered(mirror, 25)
    expect(mirror.need('a', 'kv/0', shown, 27)).not.toBeNull()
    askedAndAnswered(mirror, 31)
    expect(mirror.need('a', 'kv/0', shown, 60)).toBeNull()
  })
})

describe('what is drawn', () => {
  it('is the sharp window where it covers the range, the coarse one of the whole run elsewhere', () => {
    const mirror = new Mirror()
    const coarse = windowOf(0, 60, 60)
    mirror.put(whole, coarse)
    const sharp = askedAndAnswered(mirror, 60)
    expect(mirror.pick('a', 'kv/0', 20, 30)).toBe(sharp)
    expect(mirror.pick('a', 'kv/0', 15, 35)).toBe(sharp)
    expect(mirror.pick('a', 'kv/0', 14, 35)).toBe(coarse)
  })

  it('is not a sharp window that lacks rows the coarse one has', () => {
    const mirror = new Mirror()
    askedAndAnswered(mirror, 25)
    const coarse = windowOf(0, 60, 40)
    mirror.put(whole, coarse)
    expect(mirror.pick('a', 'kv/0', 20, 30)).toBe(coarse)
  })

  it('is nothing for another arm or track, and nothing after a new run began', () => {
    const mirror = new Mirror()
    mirror.put(whole, windowOf(0, 60, 60))
    expect(mirror.pick('b', 'kv/0', 0, 60)).toBeNull()
    expect(mirror.pick('a', 'kv/1', 0, 60)).toBeNull()
    mirror.clear()
    expect(mirror.pick('a', 'kv/0', 0, 60)).toBeNull()
    expect(mirror.isEmpty).toBe(true)
  })
})
