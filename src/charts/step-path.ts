/**
 * Step functions as paths, without accessors or rows of objects: 12 tracks × 2,000 rows × 4 series are 96,000 points a
 * frame, and nothing may be allocated for one of them. Bands, which have few rows, use D3's step-after curve.
 */
import { curveStepAfter } from 'd3'
import type { PaintContext, PlotView } from './chart.ts'
import { endOf, firstRowIn, type Rows } from './rows.ts'
import { timeToX } from './time-scale.ts'

/** y of a row, NaN where nothing is known: the path breaks there. */
export type RowToY = (row: number) => number

/** Adds the area between the step function and `base` (pixels). Fill afterwards. */
export function areaUnder(ctx: PaintContext, view: PlotView, rows: Rows, base: number, y: RowToY): void {
  walk(ctx, view, rows, y, base)
}

/** Adds the step function's line. Stroke afterwards. */
export function lineOver(ctx: PaintContext, view: PlotView, rows: Rows, y: RowToY): void {
  walk(ctx, view, rows, y, null)
}

/** Adds the area between two step functions that are known at the same rows. */
export function areaBetween(ctx: PaintContext, view: PlotView, rows: Rows, upper: RowToY, lower: RowToY): void {
  const curve = curveStepAfter(ctx as CanvasRenderingContext2D)
  const first = firstRowIn(rows, view.t0)
  let row = first
  while (row < rows.length && rows.start[row] < view.t1) {
    if (Number.isNaN(upper(row))) {
      row++
      continue
    }
    const from = row
    curve.areaStart()
    curve.lineStart()
    while (row < rows.length && rows.start[row] < view.t1 && !Number.isNaN(upper(row))) {
      curve.point(timeToX(view, rows.start[row]), upper(row))
      row++
    }
    const right = timeToX(view, endOf(rows, row - 1))
    curve.point(right, upper(row - 1))
    curve.lineEnd()
    curve.lineStart()
    curve.point(right, lower(row - 1))
    for (let back = row - 1; back >= from; back--) curve.point(timeToX(view, rows.start[back]), lower(back))
    curve.lineEnd()
    curve.areaEnd()
  }
}

/**
 * One run of known rows at a time. A row that begins in the same pixel column at the same height (to a quarter pixel) as the
 * point before adds nothing anyone could see, and is left out.
 */
function walk(ctx: PaintContext, view: PlotView, rows: Rows, y: RowToY, base: number | null): void {
  const scale = view.width / (view.t1 - view.t0)
  const { start, length } = rows
  let row = firstRowIn(rows, view.t0)
  while (row < length && start[row] < view.t1) {
    let value = y(row)
    if (Number.isNaN(value)) {
      row++
      continue
    }
    // A step that began far left of the plot starts at its edge: long coordinates make antialiasing slow and inexact.
    const left = Math.max(-2, (start[row] - view.t0) * scale)
    if (base === null) ctx.moveTo(left, value)
    else {
      ctx.moveTo(left, base)
      ctx.lineTo(left, value)
    }
    row++
    while (row < length && start[row] < view.t1) {
      const next = y(row)
      if (Number.isNaN(next)) break
      if (Math.abs(next - value) >= 0.25) {
        const x = (start[row] - view.t0) * scale
        ctx.lineTo(x, value)
        ctx.lineTo(x, next)
        value = next
      }
      row++
    }
    const right = Math.min(view.width + 2, (endOf(rows, row - 1) - view.t0) * scale)
    ctx.lineTo(right, value)
    if (base !== null) {
      ctx.lineTo(right, base)
      ctx.closePath()
    }
  }
}
