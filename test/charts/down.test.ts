/** A dead instance: hatched from the kill to the return, and everything said of it says so. */
import { describe, expect, it } from 'vitest'
import { downOf, withDown } from '../../src/charts/down.ts'
import { levelsModel } from '../../src/charts/levels/model.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { recordingContext, strokesOf } from './recording-context.ts'
import { levelWindow, spanWindow } from './windows.ts'

const theme = themes.light
const view = plotView() // 10 px a second
const queue = levelsModel(
  {
    window: levelWindow(
      { title: 'Queue', unit: 'requests', series: ['running'] },
      [
        [0, 5],
        [3, 0],
        [7, 5],
      ],
      10,
    ),
    form: 'stacked',
  },
  theme,
)
// given instance 0 dead from 3 s to 7 s, and instance 1 from 5 s on; the run is known to 10 s
const instances = spanWindow(
  { series: ['down'] },
  [
    [3, 7, 0, 0, -1],
    [5, 10, 1, 0, -1],
  ],
  2,
)
const dead = downOf(instances, 0).map((stretch) => ({ ...stretch, event: 'kill' }))
const chart = withDown(queue, dead, theme)

describe('dead stretches', () => {
  it('are the spans of the lane of the instance; one that reaches the end of what is known has not ended', () => {
    expect(downOf(instances, 0)).toEqual([{ from: 3, until: 7 }])
    expect(downOf(instances, 1)).toEqual([{ from: 5, until: Number.POSITIVE_INFINITY }])
    expect(downOf(instances, 2)).toEqual([])
    expect(downOf(null, 0)).toEqual([])
  })
  it('leave a chart as it is where there are none', () => {
    expect(withDown(queue, [], theme)).toBe(queue)
  })
})

describe('a chart of an instance that was killed', () => {
  it('is hatched from the kill to the return and nowhere else', () => {
    const ctx = recordingContext()
    chart.paint(ctx, view)
    const hatch = ctx.drawn.filter(({ kind, style }) => kind === 'stroke' && style === theme.colour('down'))
    expect(hatch.map(({ clip }) => clip)).toEqual([[30, 0, 70, 104]])
    expect(hatch[0].path).toMatch(/^M/)
  })
  it('is hatched to the edge while it has not returned', () => {
    const ctx = recordingContext()
    withDown(queue, [{ from: 5, until: Number.POSITIVE_INFINITY, event: null }], theme).paint(ctx, view)
    expect(ctx.drawn.find(({ kind, style }) => kind === 'stroke' && style === theme.colour('down'))?.clip).toEqual([
      50, 0, 100, 104,
    ])
  })
  it('says it under the pointer, beside the title, in the read-out, in words and in the table', () => {
    expect(chart.hitTest(50, 50, view)?.label).toBe('down since 3.00 s (event kill)')
    expect(chart.headline?.(5)?.text).toBe('down')
    expect(chart.readout(5)).toEqual([{ name: 'running', text: 'down' }])
    expect(chart.describe(view)).toMatch(/The instance is down from 3\.00 s to 7\.00 s \(event kill\)\.$/)
    expect(chart.table(view)).toMatchObject({
      rows: [
        [0, 5, ''],
        [3, 0, 'down'],
        [7, 5, ''],
      ],
    })
  })
  it('is what it was before and after', () => {
    expect(chart.hitTest(10, 100, view)?.label).toBe('running: 5 requests')
    expect(chart.readout(8)).toEqual(queue.readout(8))
    expect(chart.describe(plotView({ t0: 7, t1: 9 }))).toBe(queue.describe(plotView({ t0: 7, t1: 9 })))
  })
  it('can be read without the hatch', () => {
    const ctx = recordingContext()
    chart.paint(ctx, plotView({ hidden: new Set(['down']) }))
    expect(strokesOf(ctx, theme.colour('down'))).toEqual([])
    expect(chart.legend.at(-1)).toMatchObject({ name: 'down', isHatched: true })
  })
  it('lets the keyboard stop at the kill and at the return', () => {
    const flat = levelsModel(
      { window: levelWindow({ unit: 'requests', series: ['running'] }, [[0, 0]], 10), form: 'stacked' },
      theme,
    )
    const stopped = withDown(flat, dead, theme)
    expect(stopped.neighbour(0, 1)).toBe(3)
    expect(stopped.neighbour(3, 1)).toBe(7)
    expect(stopped.neighbour(9, -1)).toBe(7)
  })
})
