/**
 * One canvas: as many device pixels as its box has, the device-pixel ratio applied once, at most one paint a frame.
 */
import type { Raster } from './chart.ts'

export type PaintLayer = (ctx: CanvasRenderingContext2D, width: number, height: number) => void

/** Paints a canvas at its CSS size. `paint` works in CSS pixels on a cleared canvas. */
export function paintCanvas(canvas: HTMLCanvasElement, width: number, height: number, paint: PaintLayer): void {
  const ratio = window.devicePixelRatio || 1
  const wide = Math.max(1, Math.round(width * ratio))
  const high = Math.max(1, Math.round(height * ratio))
  // Setting the size clears and reallocates: only when it changed.
  if (canvas.width !== wide) canvas.width = wide
  if (canvas.height !== high) canvas.height = high
  const ctx = canvas.getContext('2d')
  if (ctx === null) return
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.clearRect(0, 0, wide, high)
  ctx.setTransform(wide / width, 0, 0, high / height, 0, 0)
  paint(ctx, width, height)
}

/** Draws a raster over the whole plot, with hard edges; `scratch` keeps its pixels between frames. */
export function drawRaster(
  ctx: CanvasRenderingContext2D,
  raster: Raster,
  size: { readonly width: number; readonly height: number },
  scratch: HTMLCanvasElement,
): void {
  if (scratch.width !== raster.width) scratch.width = raster.width
  if (scratch.height !== raster.height) scratch.height = raster.height
  const pixels = scratch.getContext('2d')
  if (pixels === null) return
  pixels.putImageData(new ImageData(raster.pixels, raster.width, raster.height), 0, 0)
  ctx.imageSmoothingEnabled = false
  ctx.drawImage(scratch, 0, 0, size.width, size.height)
}

/** Calls `work` in the next frame, once however often it is asked; the last asked wins. */
export function createFrame(): { ask(work: () => void): void; cancel(): void } {
  let pending: (() => void) | null = null
  let handle = 0
  return {
    ask(work) {
      if (pending === null) {
        handle = requestAnimationFrame(() => {
          const latest = pending
          pending = null
          latest?.()
        })
      }
      pending = work
    },
    cancel() {
      if (pending !== null) cancelAnimationFrame(handle)
      pending = null
    },
  }
}
