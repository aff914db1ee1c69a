import { describe, expect, it } from 'vitest'
import { amountsOf, cellsOf } from '../../src/charts/experts/cells.ts'
import { describeExperts } from '../../src/charts/experts/describe.ts'
import { hitExperts } from '../../src/charts/experts/hit-test.ts'
import { expertsModel } from '../../src/charts/experts/model.ts'
import { colourCells } from '../../src/charts/experts/paint.ts'
import { expertsTable } from '../../src/charts/experts/table.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { gridWindow } from './windows.ts'

const theme = themes.light
// given two layers of two experts; [0, 4): layer A 8, 0 and layer B 4, 4; [4, 8): A 0, 0 and B 0, 16
const window = gridWindow(
  { title: 'Experts', series: ['A', 'B'] },
  2,
  [
    [0, 8, 0, 4, 4],
    [4, 0, 0, 0, 16],
  ],
  8,
)
const view = plotView({ width: 10 })
const all = { window, layer: null, normalisation: 'all' } as const

describe('cells of the heat map', () => {
  it('are one layer, or the sum over all', () => {
    expect([...amountsOf(window, 0)]).toEqual([8, 0, 0, 0])
    expect([...amountsOf(window, null)]).toEqual([12, 4, 0, 16])
  })
  it('are rates a second in columns of the plot, NaN where nothing is known', () => {
    // a column is 1 s; expert 0 has 12 in 4 s = 3 a second, expert 1 16 in 4 s = 4 a second from 4 s on
    const { rate, largest } = cellsOf(window, view, null)
    const of = (expert: number): number[] => Array.from({ length: 10 }, (_, column) => rate[column * 2 + expert])
    expect(of(0)).toEqual([3, 3, 3, 3, 0, 0, 0, 0, Number.NaN, Number.NaN])
    expect(of(1)).toEqual([1, 1, 1, 1, 4, 4, 4, 4, Number.NaN, Number.NaN])
    expect(largest).toBe(4)
  })
  it('mix rows by time in a column that holds several', () => {
    // one column over 0–8 s: expert 0 has 12 in 8 s
    expect([...cellsOf(window, { t0: 0, t1: 8, width: 1 }, null).rate]).toEqual([1.5, 2.5])
  })
})

describe('colours of the heat map', () => {
  const stepOf = (step: number): number[] => [...theme.sequential.slice(step * 3, step * 3 + 3), 255]
  const pixel = (pixels: Uint8ClampedArray, width: number, row: number, column: number): number[] => [
    ...pixels.slice((row * width + column) * 4, (row * width + column) * 4 + 4),
  ]
  it('rise with the square root of the rate; the most active cell has the last step', () => {
    const { pixels, width, height } = colourCells(cellsOf(window, view, null), 100, 'all', theme)
    expect([width, height]).toEqual([10, 2])
    expect(pixel(pixels, 10, 1, 5)).toEqual(stepOf(255))
    // 1 of 4: the root is a half, 127.5 rounds to 128
    expect(pixel(pixels, 10, 1, 0)).toEqual(stepOf(128))
    expect(pixel(pixels, 10, 0, 5)).toEqual(stepOf(0))
  })
  it('leave open what is not computed yet', () => {
    const { pixels } = colourCells(cellsOf(window, view, null), 100, 'all', theme)
    expect(pixel(pixels, 10, 0, 9)).toEqual([0, 0, 0, 0])
  })
  it('take each expert by its own maximum where asked', () => {
    const { pixels } = colourCells(cellsOf(window, view, null), 100, 'each', theme)
    expect(pixel(pixels, 10, 0, 0)).toEqual(stepOf(255))
  })
  it('average neighbours where there are more experts than pixels', () => {
    // both experts in one row: (3 + 1) / 2 = 2 of at most 4, root 0.707, step 180
    const { pixels, height } = colourCells(cellsOf(window, view, null), 1, 'all', theme)
    expect(height).toBe(1)
    expect(pixel(pixels, 10, 0, 0)).toEqual(stepOf(180))
  })
})

describe('reading the heat map', () => {
  it('names the expert under a point and its rate', () => {
    // 104 px for two experts: the lower half is expert 1
    expect(hitExperts(6, 80, view, all)).toMatchObject({ item: 1, label: 'expert 1: 4 activations/s' })
    expect(hitExperts(9.5, 80, view, all)).toBeNull()
  })
  it('says how many experts are used and how unevenly', () => {
    // 20 of 32 activations, mean 16
    expect(describeExperts(all, plotView())).toBe(
      'Experts, 0.0 s to 10.0 s, all 2 layers: 2 of 2 used; the busiest, expert 1, took 62.5 % of the activations, 1.3 times the mean.',
    )
    expect(describeExperts({ ...all, layer: 0 }, plotView())).toMatch(/, A: 1 of 2 used/)
  })
  it('lists experts by activations, the busiest first', () => {
    expect(expertsTable(all, plotView()).rows.map(([expert, , share]) => [expert, share])).toEqual([
      [1, 62.5],
      [0, 37.5],
    ])
  })
  it('is one line for a dense model', () => {
    expect(expertsModel(null, { layer: null, normalisation: 'all' }, theme).empty).toMatch(/dense/)
  })
  it('shows all layers where the one picked does not exist in this model', () => {
    const model = expertsModel(window, { layer: 31, normalisation: 'all' }, theme)
    expect(model.readout(1)).toMatchObject([
      { name: 'experts used', text: '2 of 2' },
      { name: 'busiest', text: 'expert 0, 75.0 %' },
    ])
  })
})
