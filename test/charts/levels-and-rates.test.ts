import { describe, expect, it } from 'vitest'
import { levelsModel } from '../../src/charts/levels/model.ts'
import { paintLevels } from '../../src/charts/levels/paint.ts'
import { ratesModel } from '../../src/charts/rates/model.ts'
import { paintRates } from '../../src/charts/rates/paint.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { fillsOf, recordingContext, strokesOf } from './recording-context.ts'
import { countWindow, levelWindow } from './windows.ts'

const theme = themes.light
const view = plotView()

describe('a level track as lines', () => {
  // given an ITL of 20 ms from 0 s on, nothing from 4 s on, 50 ms from 6 s to 10 s; rows vary by 10 ms around it
  const window = levelWindow(
    { title: 'ITL', unit: 's', series: ['decode'] },
    [
      [0, 0.02],
      [4, Number.NaN],
      [6, 0.05],
    ],
    10,
  )
  window.high.set([0.03, Number.NaN, 0.1])
  window.low.set([0.01, Number.NaN, 0.04])
  const columns = { window, form: 'lines' } as const
  const ctx = recordingContext()
  paintLevels(ctx, view, columns, theme)
  it('breaks where nothing is known', () => {
    // the top is 100 ms, 1 ms a pixel
    expect(strokesOf(ctx, theme.colour('decode'))).toEqual(['M0,84 L40,84 M60,54 L100,54'])
  })
  it('has a band from the smallest to the largest value of each row', () => {
    expect(fillsOf(ctx, theme.colour('decode'))).toEqual(['M0,74 L40,74 L40,94 L0,94 Z M60,4 L100,4 L100,64 L60,64 Z'])
    expect(ctx.drawn[0].alpha).toBe(0.2)
  })
  it('names the line within 8 px of the pointer', () => {
    const { hitTest } = levelsModel(columns, theme)
    expect(hitTest(20, 80, view)?.label).toBe('decode: 10.0–30.0 ms')
    expect(hitTest(20, 60, view)).toBeNull()
  })
  it('names the nearest of two lines within reach, whichever is drawn first', () => {
    // the top is 104, a pixel a unit: 50 and 56 lie at y = 54 and 48
    const two = levelWindow({ unit: 'requests', series: ['waiting', 'running'] }, [[0, 50, 56]], 10)
    two.high.set([100, 100])
    const { hitTest } = levelsModel({ window: two, form: 'lines' }, theme)
    expect(hitTest(20, 53, view)?.label).toMatch(/^waiting/)
    expect(hitTest(20, 49, view)?.label).toMatch(/^running/)
  })
  it('is told by its first, last and largest value', () => {
    expect(levelsModel(columns, theme).describe(view)).toBe(
      'ITL, 0.0 s to 10.0 s: decode from 10.0–30.0 ms to 40.0–100 ms, at most 100 ms at 6.0 s.',
    )
  })
  it('draws several series solid and of different widths: dashes would lie on what jumps from pixel to pixel', () => {
    const two = levelWindow({ unit: 'bits', series: ['entropy', 'surprise'] }, [[0, 1, 2]], 10)
    const lines = recordingContext()
    paintLevels(lines, view, { window: two, form: 'lines' }, theme)
    const strokes = lines.drawn.filter(({ kind }) => kind === 'stroke')
    expect(strokes.map(({ dash }) => dash)).toEqual([[], []])
    expect(new Set(strokes.map(({ width }) => width)).size).toBe(2)
  })
})

describe('a level track as a stack', () => {
  it('outlines the pale grey of waiting requests', () => {
    const window = levelWindow({ title: 'Waiting', unit: 'requests', series: ['waiting'] }, [[0, 10]], 10)
    const ctx = recordingContext()
    const columns = { window, form: 'stacked' } as const
    paintLevels(ctx, view, columns, theme)
    expect(fillsOf(ctx, theme.colour('waiting'))).toEqual(['M0,104 L0,4 L100,4 L100,104 Z'])
    expect(strokesOf(ctx, theme.style('waiting').edge ?? '')).toEqual(['M0,4 L100,4'])
    expect(levelsModel(columns, theme).readout(3)).toMatchObject([{ name: 'waiting', text: '10 requests' }])
    expect(levelsModel(columns, theme).headline?.(3)?.text).toBe('10 requests')
    // one series needs no legend
    expect(levelsModel(columns, theme).legend).toEqual([])
  })
})

describe('counts as rates', () => {
  // given 100 decoded tokens in [0, 1) and 300 in [1, 2), and 100 prefilled in [1, 2); 10 s on 100 px: buckets of 0.5 s
  const window = countWindow(
    { title: 'Tokens processed', unit: 'tokens', series: ['decode', 'prefill'] },
    [
      [0, 100, 0],
      [1, 300, 100],
    ],
    2,
  )
  const columns = { window }
  it('are stacked steps of amounts a second', () => {
    const ctx = recordingContext()
    paintRates(ctx, view, columns, theme)
    // the top is 400 tok/s, 4 tok/s a pixel: 100 → 25 px, 300 → 75 px, 400 → 100 px
    expect(fillsOf(ctx, theme.colour('decode'))).toEqual(['R0,79,5,25 R5,79,5,25 R10,29,5,75 R15,29,5,75'])
    expect(fillsOf(ctx, theme.colour('prefill'))).toEqual(['R0,79,5,25 R5,79,5,25 R10,4,5,100 R15,4,5,100'])
  })
  it('are not scaled by a sliver at the edge of what is known', () => {
    // 100 a second for 2 s, and one iteration of 50 tokens in the last 10 ms: 5,000 a second that were none
    const growing = countWindow(
      { series: ['decode'] },
      [
        [0, 100],
        [1, 100],
        [2, 50],
      ],
      2.01,
    )
    expect(ratesModel({ window: growing }, theme).axis(view).at(-1)?.label).toBe('100')
  })
  it('are told by their mean and largest bucket', () => {
    // 500 tokens in the 2 s that are known
    expect(ratesModel(columns, theme).describe(view)).toBe(
      'Tokens processed, 0.0 s to 10.0 s: 250 tok/s on average, at most 400 tok/s around 1.3 s (buckets of 500 ms).',
    )
  })
  it('are read out over the second around a moment', () => {
    // from 0.5 s to 1.5 s: 50 + 150 decoded, 50 prefilled
    expect(ratesModel(columns, theme).readout(1)).toMatchObject([
      { name: 'decode', text: '200 tok/s' },
      { name: 'prefill', text: '50 tok/s' },
    ])
    expect(ratesModel(columns, theme).headline?.(1)?.text).toBe('250 tok/s')
  })
  it('are named and counted under the pointer', () => {
    // at 1.2 s: 300 decoded a second up to y = 29, 100 prefilled above
    expect(ratesModel(columns, theme).hitTest(12, 60, view)?.label).toBe('decode: 300 tok/s')
    expect(ratesModel(columns, theme).hitTest(12, 10, view)?.label).toBe('prefill: 100 tok/s')
    expect(ratesModel(columns, theme).hitTest(50, 60, view)).toBeNull()
  })
  it('fill the table bucket by bucket', () => {
    expect(ratesModel(columns, theme).table(view).rows).toEqual([
      [0, 0.5, 100, 0],
      [0.5, 1, 100, 0],
      [1, 1.5, 300, 100],
      [1.5, 2, 300, 100],
    ])
  })
})
