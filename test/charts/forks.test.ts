/** A fork: one past, in grey, and two futures; its ghost in colours that states have. */
import { describe, expect, it } from 'vitest'
import { occupancyModel } from '../../src/charts/occupancy/model.ts'
import { withGreyPast, withoutPast } from '../../src/charts/strips/fork.ts'
import { ghostOf } from '../../src/charts/strips/ghost.ts'
import { greyThemeOf } from '../../src/ui/grey-theme.ts'
import { channelOf, themes } from '../../src/ui/theme.ts'
import { contrast } from '../ui/colour-vision.ts'
import { plotView } from './plot-view.ts'
import { recordingContext } from './recording-context.ts'
import { levelWindow } from './windows.ts'

const theme = themes.light
const grey = greyThemeOf(theme)
const series = ['decode', 'prefill']
const window = levelWindow({ title: 'KV', series, capacity: 100 }, [[0, 50, 50]], 10)
const chart = (colours = theme) => occupancyModel({ window, preemptions: null }, colours)
const view = plotView() // 10 px a second

describe('the base of a fork', () => {
  it('is grey up to the fork and in its colours from there on', () => {
    const ctx = recordingContext()
    withGreyPast(chart(), chart(grey), 4).paint(ctx, view)
    const clips = (colour: string) => ctx.drawn.filter(({ style }) => style === colour).map(({ clip }) => clip)
    expect(clips(theme.colour('decode'))).toEqual([[40, 0, 100, 104]])
    expect(clips(grey.colour('decode'))).toEqual([[0, 0, 40, 104]])
  })
  it('is all grey before it, and not at all after', () => {
    const styles = (t0: number) => {
      const ctx = recordingContext()
      withGreyPast(chart(), chart(grey), 4).paint(ctx, plotView({ t0, t1: t0 + 2 }))
      return ctx.drawn.map(({ style }) => style)
    }
    expect(styles(1)).not.toContain(theme.colour('decode'))
    expect(styles(6)).not.toContain(grey.colour('decode'))
  })
})

describe('the fork', () => {
  const fork = withoutPast(chart(), { from: 4, words: 'as A until 4.00 s', colour: theme.arm(1) })
  it('begins where it parts, with a line in its colour', () => {
    const ctx = recordingContext()
    fork.paint(ctx, view)
    const marks = ctx.drawn.filter(({ style }) => style !== theme.arm(1))
    for (const { clip } of marks) expect(clip).toEqual([40, 0, 100, 104])
    expect(ctx.drawn.find(({ style }) => style === theme.arm(1))?.path).toBe('R39,0,2,104')
  })
  it('says of its past whose it is, in words and under the pointer; its figures stay', () => {
    expect(fork.describe(view)).toMatch(/^as A until 4\.00 s; then KV, 4\.0 s to 10\.0 s/)
    expect(fork.describe(plotView({ t1: 3 }))).toBe('as A until 4.00 s.')
    expect(fork.hitTest(20, 90, view)?.label).toBe('as A until 4.00 s: decode: 50 tok')
    expect(fork.hitTest(60, 90, view)?.label).toBe('decode: 50 tok')
    expect(fork.readout(2)).toEqual(chart().readout(2))
    expect(fork.table(view)).toEqual(chart().table(view))
  })
})

describe('the ghost', () => {
  it('is painted opaque and blended once, as a whole', () => {
    const ctx = recordingContext()
    ghostOf(chart(), theme).paint(ctx, view)
    // layers that are each transparent would mix with those behind them
    expect(ctx.drawn.slice(0, -1).every(({ alpha }) => alpha === 1)).toBe(true)
    const last = ctx.drawn[ctx.drawn.length - 1]
    expect([last.style, last.path]).toEqual([theme.ground, 'R0,0,100,104'])
    expect(last.alpha).toBeGreaterThan(0)
    expect(ctx.globalAlpha).toBe(1)
  })
  it.each([themes.light, themes.dark])('keeps the order of the states by lightness on the $name ground', (one) => {
    const ctx = recordingContext()
    ghostOf(occupancyModel({ window, preemptions: null }, one), one).paint(ctx, view)
    const { alpha } = ctx.drawn[ctx.drawn.length - 1]
    const blended = (colour: string): string =>
      `#${[0, 1, 2]
        .map((c) => Math.round(channelOf(colour, c) * (1 - alpha) + channelOf(one.ground, c) * alpha))
        .map((level) => level.toString(16).padStart(2, '0'))
        .join('')}`
    const states = ['decode', 'prefill', 'cached', 'transfer', 'preempted'].map((state) => one.colour(state))
    const byContrast = (colours: readonly string[]) =>
      colours.map((_, i) => i).toSorted((i, j) => contrast(colours[i], one.ground) - contrast(colours[j], one.ground))
    expect(byContrast(states.map(blended))).toEqual(byContrast(states))
    // pale, and still there: half of what a mark of its own must have
    for (const state of states) expect(contrast(blended(state), one.ground)).toBeGreaterThanOrEqual(1.5)
  })
})

describe('greys', () => {
  it('have no hue and tell the states apart as light from dark', () => {
    for (const one of [themes.light, themes.dark]) {
      const levels = ['decode', 'prefill', 'cached', 'transfer', 'preempted'].map((state) => {
        const colour = greyThemeOf(one).colour(state)
        expect(channelOf(colour, 0)).toBe(channelOf(colour, 2))
        return channelOf(colour, 0)
      })
      expect(new Set(levels).size).toBe(5)
    }
  })
  it('are made once a theme', () => {
    expect(greyThemeOf(theme)).toBe(grey)
  })
})
