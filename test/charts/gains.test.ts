/** Gains on their axis: ratios as distances from 1, intervals with their ends, bounds as arrows, and the same in words. */
import { describe, expect, it } from 'vitest'
import { claimedText, describeGains, gainText, tellGain } from '../../src/charts/gains/describe.ts'
import {
  type ClaimedGain,
  type GainAxis,
  type GainRow,
  gainExtent,
  gainTicks,
  gainX,
  openEnds,
  sideOf,
} from '../../src/charts/gains/gains.ts'
import { hitGain } from '../../src/charts/gains/hit-test.ts'
import { paintGain } from '../../src/charts/gains/paint.ts'
import { gainsTable } from '../../src/charts/gains/table.ts'
import { themes } from '../../src/ui/theme.ts'
import { fillsOf, recordingContext } from './recording-context.ts'

const row = (gain: number | null, low = gain ?? 1, high = gain ?? 1, bound: GainRow['bound'] = 'value'): GainRow => ({
  key: 'k',
  title: 'Chunked',
  note: 'baseline',
  gain,
  spread: gain === null ? null : [low, high],
  bound,
})

/** A quarter to four on 400 px: 1 stands at 200, 2 at 300, a half at 100. */
const axis: GainAxis = { low: 0.25, high: 4, width: 400 }
const claimed: ClaimedGain = { low: 1.5, high: 2, widened: [1, 3], isMost: false }
const theme = themes.light

describe('the axis', () => {
  it('has a half as far to the left of 1 as a double to its right, and holds what lies beyond at its ends', () => {
    expect([0.25, 0.5, 1, 2, 4].map((ratio) => Math.round(gainX(axis, ratio)))).toEqual([0, 100, 200, 300, 400])
    expect([gainX(axis, 0.01), gainX(axis, 99)]).toEqual([0, 400])
  })

  it('holds every gain with its interval, 1, and what was claimed', () => {
    const [low, high] = gainExtent([row(1.2, 0.8, 1.5)], { ...claimed, high: 6 })
    expect(low).toBeLessThan(0.8)
    expect(high).toBeGreaterThan(6)
    const [least, most] = gainExtent([row(2, 1.8, 2.2)], null)
    expect([least < 1, most > 2.2]).toEqual([true, true])
    // a ratio without an end must not push all others together
    expect(gainExtent([row(2, 0, Number.POSITIVE_INFINITY)], null)[1]).toBeLessThan(3)
    expect(gainExtent([row(1e6, 1e5, 1e7)], null)[1]).toBe(1000)
    // nor must one whose interval says nothing: it goes on at both ends, and the others keep their room
    const wild = row(9.2, 0.004, 22_000)
    const [from, to] = gainExtent([row(1.02, 0.98, 1.1), wild], null)
    expect([from > 0.8, to < 1.3]).toEqual([true, true])
    expect(openEnds(wild, { low: from, high: to })).toEqual({ left: true, right: true })
  })

  it('names round ratios that do not touch, 1 always among them', () => {
    const ticks = gainTicks(axis)
    expect(ticks).toContain(1)
    expect(ticks).toContain(2)
    const gaps = ticks.slice(1).map((ratio, i) => gainX(axis, ratio) - gainX(axis, ticks[i]))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(54)
    // and none whose name would reach past an end
    expect(gainTicks({ low: 0.5, high: 2, width: 300 })).toEqual([1 / 1.5, 1, 1.5])
  })
})

describe('a bar', () => {
  it('is better above 1, worse below, and open where the interval holds 1 or a bound leaves it so', () => {
    expect(sideOf(row(1.5, 1.2, 2))).toBe('better')
    expect(sideOf(row(0.5, 0.4, 0.9))).toBe('worse')
    expect(sideOf(row(1.1, 0.9, 1.3))).toBe('open')
    expect(sideOf(row(1.5, 1.2, 2, 'at most'))).toBe('open')
    expect(sideOf(row(1.5, 1.2, 2, 'at least'))).toBe('better')
    expect(sideOf(row(0.5, 0.4, 0.9, 'at least'))).toBe('open')
    expect(sideOf(row(null))).toBe('unknown')
  })

  it('runs from 1 to its gain, in the colour of its side', () => {
    const ctx = recordingContext()
    paintGain(ctx, row(2, 1.5, 3), { axis, height: 22, claimed: null, theme })
    // from 200 to 300, 10 px high around the middle
    expect(fillsOf(ctx, theme.good)).toContain('R200,6,100,10')
    expect(fillsOf(ctx, theme.colour('preempted'))).toEqual([])
  })

  it('ends in an arrow where the true gain may lie farther out, and in a cap where it does not', () => {
    const pathsOf = (bound: GainRow['bound']) => {
      const ctx = recordingContext()
      paintGain(ctx, row(2, 1.5, 3, bound), { axis, height: 22, claimed: null, theme })
      return ctx.drawn.filter(({ kind }) => kind === 'fill').map(({ path }) => path)
    }
    expect(pathsOf('value')).toEqual([])
    // the interval ends at 3: 358.5 px, the tip 6 px farther
    expect(pathsOf('at least')).toEqual(['M364.5,11 L358.5,6 L358.5,16 Z'])
    expect(pathsOf('open')).toHaveLength(2)
    expect(openEnds(row(2, 0.1, 9), axis)).toEqual({ left: true, right: true })
  })

  it('has what was claimed behind it, and that alone where there is no figure', () => {
    const ctx = recordingContext()
    paintGain(ctx, row(null), { axis, height: 22, claimed, theme })
    expect(fillsOf(ctx, theme.accent)).toEqual(['R200,0,158.5,22', 'R258.5,0,41.5,22'])
    expect(fillsOf(ctx, theme.good)).toEqual([])
  })

  it('tells its parts under the pointer', () => {
    const at = (x: number) => hitGain(x, row(2, 1.5, 3), { axis, claimed: { ...claimed, low: 3.5, high: 3.6 } })
    expect([at(300), at(340), at(200), at(382), at(20)]).toEqual(['gain', 'interval', 'none', 'claimed', null])
    expect(tellGain('interval', row(2, 1.5, 3), null)).toBe('Chunked: 2.00 × (1.50–3.00)')
    expect(tellGain('claimed', row(2, 1.5, 3), claimed)).toBe('Claimed: 1.50–2.00 ×.')
  })
})

describe('in words', () => {
  it('a gain has its interval, and says where it is a bound', () => {
    expect(gainText(row(1.24, 1.11, 1.39))).toBe('1.24 × (1.11–1.39)')
    expect(gainText(row(2, 2, 2, 'at least'))).toBe('at least 2.00 × (2.00–2.00)')
    expect(gainText(row(null))).toBe('–')
    expect(claimedText({ ...claimed, low: 3, high: 3, isMost: true })).toBe('up to 3.00 ×')
  })

  it('all of them are counted by side', () => {
    const rows = [row(2, 1.5, 3), row(3, 2, 4), row(0.5, 0.4, 0.6), row(null)]
    expect(describeGains(rows, claimed)).toBe('Of 4: 2 better, 1 worse, 1 no figure. Claimed: 1.50–2.00 ×.')
  })

  it('a table has every digit', () => {
    const { columns, rows } = gainsTable([row(1 / 3, 0.25, 0.5, 'at most')], 'Arm')
    expect(columns.map(({ label }) => label)).toEqual(['Arm', 'what it is', 'gain', 'low', 'high', 'bound'])
    expect(rows).toEqual([['Chunked', 'baseline', 1 / 3, 0.25, 0.5, 'at most']])
  })
})
