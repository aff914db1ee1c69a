/** Rasters of strips as one, since a plot has one image below its marks. */
import type { Raster } from '../chart.ts'
import type { Strip } from './layout.ts'

/** Each raster stretched to its strip, gaps left clear. Null where no strip has one. */
export function stackRasters(
  rasters: readonly (Raster | null)[],
  strips: readonly Strip[],
  height: number,
): Raster | null {
  const width = Math.max(0, ...rasters.map((raster) => raster?.width ?? 0))
  if (width === 0) return null
  const whole = new Uint8ClampedArray(width * Math.round(height) * 4)
  rasters.forEach((raster, i) => {
    if (raster === null) return
    const { y0, y1 } = strips[i]
    for (let y = y0; y < y1; y++) {
      const row = Math.floor(((y - y0) * raster.height) / (y1 - y0))
      const line = raster.pixels.subarray(row * raster.width * 4, (row + 1) * raster.width * 4)
      whole.set(line, y * width * 4)
    }
  })
  return { width, height: Math.round(height), pixels: whole }
}

/** `left` up to pixel `x` of `width`, `right` from there on; null for either leaves it clear. Both of one size. */
export function splitRaster(left: Raster | null, right: Raster | null, share: number): Raster | null {
  const known = left ?? right
  if (known === null) return null
  const pixels = new Uint8ClampedArray(known.pixels.length)
  const stride = known.width * 4
  const at = Math.round(Math.min(1, Math.max(0, share)) * known.width) * 4
  for (let from = 0; from < pixels.length; from += stride) {
    if (left !== null) pixels.set(left.pixels.subarray(from, from + at), from)
    if (right !== null) pixels.set(right.pixels.subarray(from + at, from + stride), from + at)
  }
  return { ...known, pixels }
}
