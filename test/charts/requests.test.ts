import { describe, expect, it } from 'vitest'
import { densityOf } from '../../src/charts/requests/density.ts'
import { describeRequests } from '../../src/charts/requests/describe.ts'
import { hitRequests } from '../../src/charts/requests/hit-test.ts'
import { layLanes } from '../../src/charts/requests/lanes.ts'
import { requestsModel } from '../../src/charts/requests/model.ts'
import { paintRequests } from '../../src/charts/requests/paint.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { fillsOf, recordingContext } from './recording-context.ts'
import { spanWindow } from './windows.ts'

const theme = themes.light
const series = ['queued', 'prefill', 'decode']
// given request 7 on lane 0 (queued 0–1 s, prefill 1–3 s, decode 3–8 s) and request 9 on lane 2 (decode from 2 s to 6 s)
const window = spanWindow(
  { title: 'Requests', series },
  [
    [0, 1, 0, 0, 7],
    [1, 3, 0, 1, 7],
    [2, 6, 2, 2, 9],
    [3, 8, 0, 2, 7],
  ],
  3,
)

describe('lanes', () => {
  it('keep their place while there is room for all: an empty lane stays empty', () => {
    // 3 lanes in 104 − 8 px would be 32 px each; 14 px is the highest
    expect(layLanes(window, 104)).toMatchObject({ kind: 'rows', rows: 3, pitch: 14 })
    expect([...layLanes(window, 104).rowOf]).toEqual([0, 1, 2])
  })
  it('close up where there is not', () => {
    // 100 lanes need 400 px; only the two that hold spans get a row
    const many = spanWindow(
      { series },
      [
        [0, 1, 4, 0, 1],
        [0, 1, 90, 0, 2],
      ],
      100,
    )
    const { rowOf, rows } = layLanes(many, 104)
    expect([rowOf[4], rowOf[90], rowOf[5], rows]).toEqual([0, 1, -1, 2])
  })
  it('become a density strip below 2 px a row', () => {
    const rows = Array.from({ length: 60 }, (_, lane) => [0, 1, lane, 0, lane])
    expect(layLanes(spanWindow({ series }, rows, 60), 104).kind).toBe('density')
  })
})

describe('painting requests', () => {
  const ctx = recordingContext()
  paintRequests(ctx, plotView(), window, { theme: theme, request: null })
  it('draws a bar a span in the colour of its state, with a pixel between bars that touch', () => {
    // 10 px a second; rows of 14 px from y = 4 on, 12.5 px thick; lane 2 at 4 + 28
    expect(fillsOf(ctx, theme.colour('prefill'))).toEqual(['R10,4,19,12.5'])
    expect(fillsOf(ctx, theme.colour('decode'))).toEqual(['R20,32,39,12.5 R30,4,49,12.5'])
  })
  it('underlines the pale bars of waiting requests', () => {
    expect(fillsOf(ctx, theme.colour('queued'))).toEqual(['R0,4,9,12.5'])
    expect(fillsOf(ctx, theme.style('queued').edge ?? '')).toEqual(['R0,15.5,9,1'])
  })
  it('paints once a colour, however many bars', () => {
    expect(ctx.drawn).toHaveLength(4)
  })
  it('never lets a short span vanish', () => {
    const short = recordingContext()
    paintRequests(short, plotView(), spanWindow({ series }, [[5, 5.001, 0, 2, 1]], 1), { theme: theme, request: null })
    expect(fillsOf(short, theme.colour('decode'))).toEqual(['R50,4,1,12.5'])
  })
})

describe('the density strip', () => {
  it('counts lanes by state, as the mean over columns of 2 px', () => {
    // given ten lanes that decode from 0 s to 5 s; 10 s on 100 px are columns of 0.2 s
    const rows = Array.from({ length: 10 }, (_, lane) => [0, 5, lane, 2, lane])
    const { columns, lanes, largest } = densityOf(spanWindow({ series }, rows, 10), plotView())
    expect(columns).toBe(50)
    expect(largest).toBeCloseTo(10)
    expect(lanes[2 * columns + 24]).toBeCloseTo(10)
    expect(lanes[2 * columns + 25]).toBeCloseTo(0)
  })
  it('hatches the states that rows hatch, since they share their colour with another', () => {
    // given sixty lanes of a state that has a hue of its own, and sixty of one that is hatched
    for (const [name, strokes] of [
      ['decode', 0],
      ['swapped', 1],
    ] as const) {
      const rows = Array.from({ length: 60 }, (_, lane) => [0, 5, lane, 0, lane])
      const ctx = recordingContext()
      paintRequests(ctx, plotView(), spanWindow({ series: [name] }, rows, 60), { theme, request: null })
      expect(theme.style(name).hatched).toBe(strokes === 1)
      expect(ctx.drawn.filter(({ kind }) => kind === 'stroke')).toHaveLength(strokes)
    }
  })
})

describe('reading requests', () => {
  it('finds whose span is under a point', () => {
    // x = 40 is 4 s; lane 0 lies at y 4–18, lane 2 at 32–46
    expect(hitRequests(40, 10, plotView(), window)).toMatchObject({ item: 7, label: 'request 7, decode' })
    expect(hitRequests(40, 40, plotView(), window)).toMatchObject({ item: 9 })
    expect(hitRequests(40, 25, plotView(), window)).toBeNull()
    expect(hitRequests(70, 40, plotView(), window)).toBeNull()
  })
  it('finds a span shorter than a pixel over the whole pixel that it is drawn with', () => {
    // 10 px a second: a millisecond from 5 s on is drawn from x = 50 to 51
    const short = spanWindow({ title: 'Requests', series }, [[5, 5.001, 0, 1, 3]], 1)
    expect(hitRequests(50.9, 10, plotView(), short)).toMatchObject({ item: 3, label: 'request 3, prefill' })
    expect(hitRequests(51.1, 10, plotView(), short)).toBeNull()
  })
  it('finds nothing where the state under the point is switched off', () => {
    const view = plotView({ hidden: new Set(['decode']) })
    expect(hitRequests(40, 10, view, window)).toBeNull()
    expect(hitRequests(20, 10, view, window)).toMatchObject({ label: 'request 7, prefill' })
  })
  it('says how many spans there are and how long each state lasts', () => {
    // decode: 3–8 s and 2–6 s, 9 s together
    expect(describeRequests(window, plotView())).toBe(
      'Requests, 0.0 s to 10.0 s: 4 spans on 2 lanes; queued 1.00 s, prefill 2.00 s, decode 9.00 s in all.',
    )
  })
  it('counts running and waiting requests at a moment', () => {
    expect(requestsModel(window, theme).readout(0.5)[0].text).toBe('0 running, 1 waiting')
    expect(requestsModel(window, theme).readout(2.5)[0].text).toBe('2 running, 0 waiting')
  })
  it('lists the spans of the view in its table', () => {
    const { rows } = requestsModel(window, theme).table(plotView({ t0: 6, t1: 10 }))
    expect(rows).toEqual([[3, 8, 5, 7, 'decode', 0]])
  })
  it('walks from span to span', () => {
    const { neighbour } = requestsModel(window, theme)
    expect([neighbour(0, 1), neighbour(2, -1), neighbour(3, 1)]).toEqual([1, 1, null])
  })
})
