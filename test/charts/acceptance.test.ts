import { describe, expect, it } from 'vitest'
import { describeAcceptance } from '../../src/charts/acceptance/describe.ts'
import { hitAcceptance } from '../../src/charts/acceptance/hit-test.ts'
import { acceptanceModel } from '../../src/charts/acceptance/model.ts'
import {
  acceptanceBuckets,
  acceptanceTop,
  paintAcceptance,
  runningAcceptance,
} from '../../src/charts/acceptance/paint.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { fillsOf, recordingContext, strokesOf } from './recording-context.ts'
import { countWindow } from './windows.ts'

const theme = themes.light
// given draft length 4 and ten rounds in each second: 20 accepted, 4 bonus, 6 rejected, 14 discarded; from 2 s on
// 40 accepted, 10 bonus
const series = ['accepted', 'bonus', 'rejected', 'discarded', 'rounds']
const window = countWindow(
  { title: 'Token acceptance', series },
  [
    [0, 20, 4, 6, 14, 10],
    [1, 20, 4, 6, 14, 10],
    [2, 40, 10, 0, 0, 10],
    [3, 40, 10, 0, 0, 10],
  ],
  4,
)
const columns = { window, place: 0 }
// 10 s on 100 px: bars of at least 7 px are 1 s wide
const view = plotView()

describe('painting acceptance', () => {
  const ctx = recordingContext()
  paintAcceptance(ctx, view, columns, theme)
  it('reaches up to the draft length plus one', () => {
    // 40 + 10 tokens in 10 rounds
    expect(acceptanceTop(columns, acceptanceBuckets(columns, view), view)).toBe(5)
  })
  it('draws bars of tokens a round, a pixel apart', () => {
    // a token is 20 px: 2 accepted end at 104 − 40 = 64, 4 at 24
    expect(fillsOf(ctx, theme.colour('accepted'))).toEqual(['R0,64,9,39.5 R10,64,9,39.5 R20,24,9,79.5 R30,24,9,79.5'])
    // 0.6 rejected on 2.4 below it: from 56 up to 44
    expect(fillsOf(ctx, theme.colour('rejected'))).toEqual(['R0,44,9,11.5 R10,44,9,11.5'])
  })
  it('draws the running mean of accepted tokens over the bars', () => {
    // 2, 2, then (20 + 20 + 40) / 30 = 2.67 and 120 / 40 = 3 → y = 104 − 20 × value
    expect(strokesOf(ctx, theme.arm(0))).toEqual(['M5,64 L15,64 L25,50.7 L35,44'])
  })
  it('averages over twelve bars and no more', () => {
    const long = countWindow(
      { series: ['accepted', 'rejected'] },
      [...Array(13).keys()].map((i) => [i, i === 0 ? 0 : 1, i === 0 ? 1 : 0]),
      13,
    )
    const buckets = acceptanceBuckets({ window: long, place: 0 }, plotView({ t1: 20, width: 200 }))
    const at = (time: number): number =>
      runningAcceptance(long, buckets, Math.floor((time - buckets.from) / buckets.seconds))
    // at 11 s the rejected token of 0 s is still among twelve, at 12 s it is not
    expect(at(11)).toBeCloseTo(11 / 12)
    expect(at(12)).toBeCloseTo(1)
  })
})

describe('acceptance without rounds', () => {
  it('is a share of what was drafted, with bonus tokens on top', () => {
    const shares = countWindow({ series: ['accepted', 'rejected', 'bonus'] }, [[0, 30, 10, 10]], 1)
    const columns = { window: shares, place: 0 }
    const ctx = recordingContext()
    paintAcceptance(ctx, view, columns, theme)
    // drafted 40; the stack is 50 / 40 = 1.25 high: 0.75 accepted is 60 px of 100
    expect(fillsOf(ctx, theme.colour('accepted'))).toEqual(['R0,44,9,59.5'])
    expect(acceptanceModel(columns, theme).unit).toBe('fraction')
  })
})

describe('reading acceptance', () => {
  it('finds the part of a bar under a point', () => {
    expect(hitAcceptance(5, 100, view, columns)?.label).toBe('accepted: 20 tok')
    expect(hitAcceptance(5, 50, view, columns)?.label).toBe('rejected: 6 tok')
    expect(hitAcceptance(50, 50, view, columns)).toBeNull()
    // with the accepted switched off, what stood on them stands on the ground
    const off = plotView({ hidden: new Set(['accepted']) })
    expect(hitAcceptance(5, 103, off, columns)?.label).toBe('bonus: 4 tok')
  })
  it('counts the drafted without the bonus, in words', () => {
    // drafted 40 + 40 + 40 + 40 = 160, accepted 120; rounds 40
    expect(describeAcceptance(columns, view)).toBe(
      'Token acceptance, 0.0 s to 10.0 s: 75.0 % of 160 drafted tokens accepted (3.00 a round), 7.5 % rejected, 17.5 % discarded behind a rejected one; 28 bonus tokens.',
    )
    expect(describeAcceptance(columns, plotView({ t0: 5, t1: 9 }))).toBe(
      'Token acceptance, 5.0 s to 9.0 s: nothing was drafted.',
    )
  })
  it('reads out tokens a round over the second around the cursor', () => {
    expect(acceptanceModel(columns, theme).readout(0.5)[0]).toMatchObject({ name: 'accepted', text: '2.0 of 4.0' })
    expect(acceptanceModel(columns, theme).readout(8)).toEqual([])
  })
  it('has the sums in its table, bar by bar', () => {
    expect(acceptanceModel(columns, theme).table(view).rows[2]).toEqual([2, 3, 40, 10, 0, 0, 10])
  })
})
