import { describe, expect, it } from 'vitest'
import { csvOf } from '../../src/charts/csv.ts'
import { figureSvg } from '../../src/charts/export-figure.ts'
import { occupancyModel } from '../../src/charts/occupancy/model.ts'
import { createSvgContext } from '../../src/charts/svg-context.ts'
import { themes } from '../../src/ui/theme.ts'
import { plotView } from './plot-view.ts'
import { levelWindow } from './windows.ts'

describe('CSV', () => {
  it('has units in the names of its columns and full precision', () => {
    const columns = [
      { label: 'time', unit: 's' },
      { label: 'state', unit: '' },
    ]
    expect(csvOf({ columns, rows: [[0.1 + 0.2, 'decode']] })).toBe('time (s),state\r\n0.30000000000000004,decode\r\n')
  })
  it('quotes what needs it, and disarms what a spreadsheet would run', () => {
    const columns = [{ label: 'a, "b"', unit: '' }]
    expect(csvOf({ columns, rows: [['=1+1']] })).toBe('"a, ""b"""\r\n\'=1+1\r\n')
  })
})

describe('SVG', () => {
  it('is drawn by the same painters: paths, dashes and clips', () => {
    const ctx = createSvgContext()
    ctx.beginPath()
    ctx.moveTo(0, 1)
    ctx.lineTo(2.345, 6)
    ctx.setLineDash([4, 3])
    ctx.strokeStyle = '#123456'
    ctx.stroke()
    expect(ctx.markup()).toBe(
      '<path d="M0 1L2.3 6" fill="none" stroke="#123456" stroke-width="1" stroke-dasharray="4 3"/>',
    )
  })
  it('has title, description, axis and legend, and escapes names', () => {
    const window = levelWindow({ title: 'KV <0>', series: ['decode', 'prefill'], capacity: 100 }, [[0, 20, 30]], 10)
    const model = occupancyModel({ window, preemptions: null }, themes.light)
    const svg = figureSvg(model, plotView(), themes.light, { raster: null })
    expect(svg).toContain('<title>KV-cache occupancy</title>')
    expect(svg).toContain('KV &lt;0&gt;, 0.0 s to 10.0 s: starts at 50.0 %')
    expect(svg).toContain('>100 %</text>')
    expect(svg).toContain('>prefill</text>')
    expect(svg).not.toContain('<0>')
  })
})
