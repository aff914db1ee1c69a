/** Several arms in one chart: a strip each, none over another, and everything said of a strip names its arm. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptanceModel } from '../../src/charts/acceptance/model.ts'
import type { ChartModel } from '../../src/charts/chart.ts'
import { csvOf } from '../../src/charts/csv.ts'
import { expertsModel } from '../../src/charts/experts/model.ts'
import { figureSvg } from '../../src/charts/export-figure.ts'
import { levelsModel } from '../../src/charts/levels/model.ts'
import { overlaid } from '../../src/charts/levels/overlay.ts'
import { occupancyModel } from '../../src/charts/occupancy/model.ts'
import { ratesModel } from '../../src/charts/rates/model.ts'
import { GAP, heightOfStrips, LEAST, layStrips, stripAt } from '../../src/charts/strips/layout.ts'
import { stripsModel } from '../../src/charts/strips/model.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { recordingContext, strokesOf } from './recording-context.ts'
import { countWindow, gridWindow, levelWindow } from './windows.ts'

const theme = themes.light
const armsOf = (...models: readonly ChartModel[]) =>
  models.map((model, place) => {
    const label = 'ABCD'.charAt(place)
    return { key: label.toLowerCase(), label, place, model }
  })
const kv = (capacity: number, used: number, preemptedAt: number) =>
  occupancyModel(
    {
      window: levelWindow({ title: 'KV', series: ['decode'], capacity }, [[0, used]], 10),
      preemptions: countWindow({ series: ['preempted'] }, [[preemptedAt, 1]], 10),
    },
    theme,
  )
const queue = (requests: number) =>
  levelsModel(
    {
      window: levelWindow({ title: 'Queue', unit: 'requests', series: ['waiting'] }, [[0, requests]], 10),
      form: 'stacked',
    },
    theme,
  )
const none = levelsModel(null, theme, { title: 'Queue' })

describe('the layout', () => {
  const plots = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }).filter((has) => has.includes(true))
  it('never lays one strip over another nor beyond the plot, and gives those with a plot equal heights', () => {
    fc.assert(
      fc.property(plots, fc.integer({ min: 30, max: 900 }), (hasPlot, own) => {
        const height = heightOfStrips(own, hasPlot)
        const strips = layStrips(hasPlot, height)
        strips.forEach(({ y0, y1 }, i) => {
          expect(y1).toBeGreaterThan(y0)
          if (i > 0) expect(y0 - strips[i - 1].y1).toBe(GAP)
        })
        expect(strips[0].y0).toBe(0)
        expect(strips[strips.length - 1].y1).toBe(height)
        const heights = strips.filter((_, i) => hasPlot[i]).map(({ y0, y1 }) => y1 - y0)
        expect(Math.max(...heights) - Math.min(...heights)).toBeLessThanOrEqual(1)
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(Math.min(own, LEAST))
      }),
    )
  })
  it('finds the strip under every point of it, and none in a gap', () => {
    fc.assert(
      fc.property(
        plots,
        fc.integer({ min: 80, max: 900 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hasPlot, height, share) => {
          const strips = layStrips(hasPlot, height)
          const y = share * height
          const under = strips.flatMap(({ y0, y1 }, i) => (y >= y0 && y < y1 ? [i] : []))
          expect(under.length).toBeLessThanOrEqual(1)
          expect(stripAt(strips, y)).toBe(under[0] ?? -1)
          // 7 px lie between two: its middle is in neither
          for (const { y1 } of strips) expect(stripAt(strips, y1 + GAP / 2)).toBe(-1)
        },
      ),
    )
  })
  it('makes the row higher with every arm, each strip of it lower', () => {
    // of 122 px: 2 strips keep 72 %, 3 keep 58 %, 4 keep half; 7 px lie between two
    const heights = [1, 2, 3, 4].map((n) => heightOfStrips(122, Array(n).fill(true)))
    expect(heights).toEqual([122, 2 * 88 + 7, 3 * 71 + 14, 4 * 61 + 21])
  })
})

describe('strips of arms', () => {
  const view = plotView({ height: 207 }) // two strips of 100 px and a gap of 7
  const two = stripsModel(armsOf(kv(100, 50, 2), kv(400, 400, 7)), theme)

  it('are the chart itself where there is one arm', () => {
    const [only] = armsOf(kv(100, 50, 2))
    expect(stripsModel([only], theme)).toBe(only.model)
  })
  it('have each its own capacity line and its own triangles', () => {
    const ctx = recordingContext()
    two.paint(ctx, view)
    // the capacity lies 4 px below the upper edge of its strip, which begins at 0 and at 107
    expect(strokesOf(ctx, theme.ink)).toEqual(['M0,3.5 L100,3.5', 'M0,110.5 L100,110.5'])
    const triangles = ctx.drawn.filter(({ kind, style }) => kind === 'fill' && style === theme.colour('preempted'))
    expect(triangles.map(({ path }) => path)).toEqual(['M16.5,0 L23.5,0 L20,7 Z', 'M66.5,107 L73.5,107 L70,114 Z'])
  })
  it('paint nothing outside themselves', () => {
    const ctx = recordingContext()
    two.paint(ctx, view)
    const inside = ctx.drawn.filter(({ style }) => style !== theme.rule)
    for (const { clip } of inside)
      expect([
        [0, 0, 100, 100],
        [0, 107, 100, 207],
      ]).toContainEqual(clip)
  })
  it('answer for the arm under the pointer', () => {
    // A is half full, so its upper half is empty; B is full
    expect(two.hitTest(50, 20, view)).toBeNull()
    expect(two.hitTest(50, 80, view)).toMatchObject({ label: 'A · decode: 50 tok', arm: 'a' })
    expect(two.hitTest(50, 120, view)).toMatchObject({ label: 'B · decode: 400 tok', arm: 'b' })
    expect(two.hitTest(50, 103, view)).toBeNull()
  })
  it('share one scale where no capacity ends it, so that equal heights are equal values', () => {
    const ctx = recordingContext()
    const queues = stripsModel(armsOf(queue(10), queue(40)), theme)
    queues.paint(ctx, view)
    // 40 is 96 px, 10 a quarter of it
    const fills = ctx.drawn.filter(({ style }) => style === theme.colour('waiting'))
    expect(fills.map(({ path }) => path)).toEqual([
      'M0,100 L0,76 L100,76 L100,100 Z',
      'M0,207 L0,111 L100,111 L100,207 Z',
    ])
    expect(queues.hitTest(50, 90, view)?.label).toBe('A · waiting: 10 requests')
    expect(queues.axis(view).map(({ label }) => label)).toEqual(['0', '20', '40', '0', '20', '40'])
  })
  it('keep the labels of the axis within their strip', () => {
    const labels = two.axis(view)
    expect(labels.map(({ label }) => label)).toEqual(['0', '50 %', '100 %', '0', '50 %', '100 %'])
    for (const { y } of labels.slice(0, 3)) expect(y >= 6 && y <= 94).toBe(true)
    for (const { y } of labels.slice(3)) expect(y >= 113 && y <= 201).toBe(true)
  })
  it('are named by arm in the read-out, in words, in the table and beside the title', () => {
    expect(two.readout(5).map(({ arm, name }) => [arm, name])).toEqual([
      ['A', 'in use'],
      ['A', 'decode'],
      ['B', 'in use'],
      ['B', 'decode'],
    ])
    expect(two.headline?.(5)?.text).toBe('A 50.0 % of 100 tok\nB 100 % of 400 tok')
    expect(two.describe(view)).toMatch(/^Arm A: KV, .* Arm B: KV, /)
    const table = two.table(view)
    expect(table.columns.map(({ label }) => label)).toEqual(['arm', 'time', 'decode'])
    expect(table.rows).toEqual([
      ['A', 0, 50],
      ['B', 0, 400],
    ])
    expect(csvOf(table)).toBe('arm,time (s),decode (tokens)\r\nA,0,50\r\nB,0,400\r\n')
  })
  it('are drawn and named in an exported picture', () => {
    const svg = figureSvg(two, view, theme, { raster: null })
    for (const [label, place] of [
      ['A', 0],
      ['B', 1],
    ] as const) {
      expect(svg).toMatch(new RegExp(`fill="${theme.arm(place)}"[^>]*>${label}</text>`))
    }
    expect(svg).toContain('M0 207')
  })
  it('leave an arm that has no such track its line, and its colour to the one after it', () => {
    const drafts = (accepted: number) => countWindow({ series: ['accepted', 'rejected'] }, [[0, accepted, 10]], 10)
    const [a, b, c] = armsOf(
      acceptanceModel({ window: drafts(30), place: 0 }, theme),
      acceptanceModel(null, theme),
      acceptanceModel({ window: drafts(10), place: 2 }, theme),
    )
    const model = stripsModel([a, b, c], theme)
    const strips = model.strips?.(plotView({ height: 200 })) ?? []
    expect(strips.map(({ label, place }) => [label, place])).toEqual([
      ['A', 0],
      ['B', 1],
      ['C', 2],
    ])
    expect(strips[1].y1 - strips[1].y0).toBeLessThan(LEAST)
    expect(strips[1].words).toMatch(/Nothing is drafted/)
    const ctx = recordingContext()
    model.paint(ctx, plotView({ height: 200 }))
    expect(strokesOf(ctx, theme.arm(2))).toHaveLength(1)
    expect(strokesOf(ctx, theme.arm(1))).toEqual([])
    expect(model.describe(view)).toMatch(/Arm B: Nothing is drafted/)
  })
  it('say of a fork whose its beginning is, as far as that reaches in the view', () => {
    const [a, b] = armsOf(queue(10), queue(40))
    const model = stripsModel([a, { ...b, before: { words: 'as A until 4.00 s', until: 4 } }], theme)
    const room = (t0: number, t1: number) => model.strips?.(plotView({ t0, t1 }))[1].room
    expect(model.strips?.(view)[1].words).toBe('as A until 4.00 s')
    expect([room(0, 10), room(3, 5), room(6, 8), room(0, 2)]).toEqual([0.4, 0.5, 0, 1])
  })
  it('say it once where no arm has the track', () => {
    expect(stripsModel(armsOf(none, none), theme).empty).toBe('Queue is not recorded in this run.')
  })
  it('keep each its own pixels in one image', () => {
    const grid = (busy: number) =>
      expertsModel(
        gridWindow({ series: ['layer 0'] }, 2, [[0, busy === 0 ? 8 : 0, busy === 1 ? 8 : 0]], 10),
        { layer: null, normalisation: 'all' },
        theme,
      )
    const raster = stripsModel(armsOf(grid(0), grid(1)), theme).raster(view)
    // expert 0 of A fills the upper half of its strip, expert 1 of B the lower half
    const most = [...theme.sequential.slice(-3), 255]
    const at = (y: number) => [...(raster?.pixels.subarray(y * 400, y * 400 + 4) ?? [])]
    expect(raster).toMatchObject({ width: 100, height: 207 })
    expect([10, 90, 103, 117, 197].map((y) => at(y).join() === most.join())).toEqual([true, false, false, false, true])
    expect(at(103)).toEqual([0, 0, 0, 0])
  })
  it('step from change to change of any arm', () => {
    const rows = (time: number) =>
      ratesModel(
        {
          window: countWindow(
            { series: ['decode'] },
            [
              [0, 1],
              [time, 1],
            ],
            10,
          ),
        },
        theme,
      )
    const model = stripsModel(armsOf(rows(6), rows(3)), theme)
    expect(model.neighbour(0, 1)).toBe(3)
    expect(model.neighbour(3, 1)).toBe(6)
    expect(model.neighbour(6, -1)).toBe(3)
  })
})

describe('arms over each other', () => {
  const line = (value: number, place: number) => {
    const window = levelWindow({ title: 'ITL', unit: 's', series: ['gap'] }, [[0, value]], 10)
    window.high.fill(value * 2)
    const label = 'AB'.charAt(place)
    return { key: label.toLowerCase(), label, place, window, from: 0, greyUntil: 0 }
  }
  const arms = [line(0.02, 0), line(0.05, 1)]
  const strips = stripsModel(armsOf(...arms.map(({ window }) => levelsModel({ window, form: 'lines' }, theme))), theme)
  const model = overlaid(strips, arms, theme, 'GB')
  const view = plotView()

  it('are solid lines in their colours over their bands, the baseline on top', () => {
    const ctx = recordingContext()
    model.paint(ctx, view)
    // the top is 100 ms, 1 ms a pixel: B at 50 with a band up to 100, A at 20 up to 40
    expect(ctx.drawn.map(({ kind, style, dash }) => [kind, style, dash])).toEqual([
      ['fill', theme.arm(1), []],
      ['fill', theme.arm(0), []],
      ['stroke', theme.arm(1), []],
      ['stroke', theme.arm(0), []],
    ])
    expect(ctx.drawn[3].path).toBe('M0,84 L100,84')
  })
  it('say whose line is under the pointer, and hide one by its name', () => {
    expect(model.hitTest(50, 54, view)).toMatchObject({ label: 'B · gap: 50.0–100 ms', arm: 'b' })
    const filtered = plotView({ hidden: new Set(['arm B']) })
    expect(model.hitTest(50, 54, filtered)).toBeNull()
    expect(model.legend.map(({ label, colour }) => [label, colour])).toEqual([
      ['A', theme.arm(0)],
      ['B', theme.arm(1)],
    ])
  })
  it('have no strips, and everything else of them', () => {
    expect(model.strips).toBeUndefined()
    expect(model.table(view)).toEqual(strips.table(view))
  })
})
