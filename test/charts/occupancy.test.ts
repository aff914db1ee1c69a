import { describe, expect, it } from 'vitest'
import { describeOccupancy } from '../../src/charts/occupancy/describe.ts'
import { hitOccupancy } from '../../src/charts/occupancy/hit-test.ts'
import { occupancyModel } from '../../src/charts/occupancy/model.ts'
import { paintOccupancy } from '../../src/charts/occupancy/paint.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { fillsOf, recordingContext, strokesOf } from './recording-context.ts'
import { countWindow, levelWindow } from './windows.ts'

const theme = themes.light
// given a cache of 100 tokens: 20 decoding and 10 prefilling from 0 s on, 60 and 40 from 5 s on, known up to 8 s
const spec = { title: 'KV occupancy', series: ['decode', 'prefill'], capacity: 100 }
const window = levelWindow(
  spec,
  [
    [0, 20, 10],
    [5, 60, 40],
  ],
  8,
)
const preemptions = countWindow(
  { series: ['preempted'] },
  [
    [5, 1],
    [6, 0],
    [7, 2],
  ],
  8,
)
const columns = { window, preemptions }

describe('painting occupancy', () => {
  const ctx = recordingContext()
  paintOccupancy(ctx, plotView(), columns, theme)

  it('stacks the states: the area of the upper one reaches down to the ground line and is covered by the lower', () => {
    // 1 token is 1 px: 30 of 100 lie at 104 − 30 = 74, 100 at 4; 5 s lie at x = 50 and 8 s at x = 80
    expect(fillsOf(ctx, theme.colour('prefill'))).toEqual(['M0,104 L0,74 L50,74 L50,4 L80,4 L80,104 Z'])
    expect(fillsOf(ctx, theme.colour('decode'))).toEqual(['M0,104 L0,84 L50,84 L50,44 L80,44 L80,104 Z'])
    const order = ctx.drawn.map(({ style }) => style)
    expect(order.indexOf(theme.colour('prefill'))).toBeLessThan(order.indexOf(theme.colour('decode')))
  })
  it('shows free room only where the run is known', () => {
    expect(fillsOf(ctx, theme.free)).toEqual(['R0,4,80,100'])
  })
  it('draws the capacity dashed over the whole width', () => {
    const capacity = ctx.drawn.find(({ kind, style }) => kind === 'stroke' && style === theme.ink)
    expect(capacity).toMatchObject({ path: 'M0,3.5 L100,3.5', dash: [4, 3] })
  })
  it('marks preemptions by triangles on the upper edge, and nothing where none happened', () => {
    expect(fillsOf(ctx, theme.colour('preempted'))).toEqual(['M46.5,0 L53.5,0 L50,7 Z M66.5,0 L73.5,0 L70,7 Z'])
  })
  it('leaves out what the legend switched off, and lets the rest sink', () => {
    const filtered = recordingContext()
    paintOccupancy(filtered, plotView({ hidden: new Set(['decode']) }), columns, theme)
    expect(fillsOf(filtered, theme.colour('decode'))).toEqual([])
    // 10 and 40 tokens alone
    expect(fillsOf(filtered, theme.colour('prefill'))).toEqual(['M0,104 L0,94 L50,94 L50,64 L80,64 L80,104 Z'])
  })
  it('cuts a row that began before the view at its edge', () => {
    const late = recordingContext()
    // from 4 s on, 20 px a second: 5 s at x = 20, 8 s at x = 80
    paintOccupancy(late, plotView({ t0: 4, t1: 9 }), { window, preemptions: null }, theme)
    expect(fillsOf(late, theme.colour('decode'))).toEqual(['M-2,104 L-2,84 L20,84 L20,44 L80,44 L80,104 Z'])
  })
  it('gives the scale room when the stack exceeds the capacity', () => {
    const over = levelWindow({ ...spec, capacity: 100 }, [[0, 200, 0]], 10)
    const high = recordingContext()
    paintOccupancy(high, plotView(), { window: over, preemptions: null }, theme)
    // 200 tokens fill 100 px; the capacity is half of that
    expect(fillsOf(high, theme.colour('decode'))).toEqual(['M0,104 L0,4 L100,4 L100,104 Z'])
    expect(strokesOf(high, theme.ink)).toEqual(['M0,53.5 L100,53.5'])
  })
})

describe('reading occupancy', () => {
  it('finds the layer under a point', () => {
    // at 6 s decode lies from y = 104 to 44, prefill above it to 4
    expect(hitOccupancy(60, 80, plotView(), columns)?.label).toBe('decode: 60 tok')
    expect(hitOccupancy(60, 20, plotView(), columns)?.label).toBe('prefill: 40 tok')
    expect(hitOccupancy(20, 20, plotView(), columns)).toBeNull()
    expect(hitOccupancy(90, 80, plotView(), columns)).toBeNull()
  })
  it('says where it starts, peaks and ends, and how long it is nearly full', () => {
    // full from 5 s to 8 s: 3 of 8 known seconds = 38 %
    expect(describeOccupancy(columns, plotView())).toBe(
      'KV occupancy, 0.0 s to 10.0 s: starts at 30.0 %, peaks at 100 % at 5.0 s, ends at 100 %; above 90 % for 38 % of the time; 3 preemptions.',
    )
  })
  it('says that nothing is computed yet', () => {
    expect(describeOccupancy(columns, plotView({ t0: 8, t1: 10 }))).toBe(
      'KV occupancy, 8.0 s to 10.0 s: not computed yet.',
    )
  })
  it('has a row of the table for each row of the track', () => {
    const { columns: heads, rows } = occupancyModel(columns, theme).table(plotView())
    expect(heads.map(({ label }) => label)).toEqual(['time', 'decode', 'prefill'])
    expect(rows).toEqual([
      [0, 20, 10],
      [5, 60, 40],
    ])
  })
  it('reads out the share in use at a moment, then the states', () => {
    expect(occupancyModel(columns, theme).readout(6)).toMatchObject([
      { name: 'in use', text: '100 % of 100 tok' },
      { name: 'decode', text: '60' },
      { name: 'prefill', text: '40' },
    ])
    expect(occupancyModel(columns, theme).readout(9)).toEqual([])
  })
  it('is one line where the run has no KV track', () => {
    expect(occupancyModel(null, theme).empty).toMatch(/No KV cache/)
  })
})
