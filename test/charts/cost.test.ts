import { describe, expect, it } from 'vitest'
import { paintLevels } from '../../src/charts/levels/paint.ts'
import { paintRequests } from '../../src/charts/requests/paint.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { recordingContext } from './recording-context.ts'
import { levelWindow, spanWindow } from './windows.ts'

const theme = themes.light
const series = ['decode', 'prefill', 'cached', 'transfer']
const view = plotView({ width: 1000 })

describe('the cost of a frame', () => {
  it('is one fill a series and at most two points a row, however many rows there are', () => {
    const rows = Array.from({ length: 2000 }, (_, i) => [i / 200, i % 7, i % 5, i % 3, 1])
    const ctx = recordingContext()
    paintLevels(ctx, view, { window: levelWindow({ series }, rows, 10), form: 'stacked' }, theme)
    expect(ctx.drawn).toHaveLength(4)
    for (const { path } of ctx.drawn) expect(path.split(' ').length).toBeLessThanOrEqual(2 * 2000 + 6)
  })
  it('leaves out rows that change nothing one could see', () => {
    // given 2,000 rows that differ by less than a quarter of a pixel, then the outline is a rectangle
    const rows = Array.from({ length: 2000 }, (_, i) => [i / 200, 50 + (i % 2) * 0.01])
    const ctx = recordingContext()
    const window = levelWindow({ series: ['decode'] }, rows, 10)
    paintLevels(ctx, view, { window, form: 'stacked' }, theme)
    expect(ctx.drawn[0].path.split(' ')).toHaveLength(5)
  })
  it('of many spans is one path a colour', () => {
    const rows = Array.from({ length: 2000 }, (_, i) => [i / 200, i / 200 + 0.1, i % 20, i % 4, i])
    const ctx = recordingContext()
    paintRequests(ctx, view, spanWindow({ series }, rows, 20), { theme: theme, request: null })
    expect(ctx.drawn).toHaveLength(4)
  })
})
