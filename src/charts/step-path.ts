/**
 * Step functions as paths, without accessors or rows of objects: 12 tracks × 2,000 rows × 4 series are 96,000 points a
 * frame, and nothing may be allocated for one of them. By hand also since D3's curves are 3.5 KB of the first page.
 */
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

/** Adds the area between two step functions that are known at the same rows: along the upper one, and back along the lower. */
export function areaBetween(ctx: PaintContext, view: PlotView, rows: Rows, upper: RowToY, lower: RowToY): void {
  const { start, length } = rows
  let row = firstRowIn(rows, view.t0)
  while (row < length && start[row] < view.t1) {
    if (Number.isNaN(upper(row))) {
      row++
      continue
    }
    const from = row
    ctx.moveTo(timeToX(view, start[from]), upper(from))
    for (row++; row < length && start[row] < view.t1 && !Number.isNaN(upper(row)); row++) {
      const x = timeToX(view, start[row])
      ctx.lineTo(x, upper(row - 1))
      ctx.lineTo(x, upper(row))
    }
    let right = timeToX(view, endOf(rows, row - 1))
    ctx.lineTo(right, upper(row - 1))
    for (let back = row - 1; back >= from; back--) {
      ctx.lineTo(right, lower(back))
      right = timeToX(view, start[back])
      ctx.lineTo(right, lower(back))
    }
    ctx.closePath()
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
