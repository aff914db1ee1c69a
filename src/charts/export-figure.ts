/**
 * A chart as a file: SVG from the recording context (heat maps embed their pixels), PNG from that SVG,
 * CSV from the table. Always with title, axis, legend and range, so that a figure explains itself where it lands.
 */
import { formatMoment } from '../ui/format.ts'
import type { Theme } from '../ui/theme.ts'
import { drawRaster } from './canvas-layer.ts'
import type { ChartModel, PlotView } from './chart.ts'
import { csvOf } from './csv.ts'
import { createSvgContext } from './svg-context.ts'
import { timeTicks } from './time-scale.ts'

/** `png` at once, twice and three times the size on the page. */
export type ExportFormat = 'svg' | 'png1' | 'png2' | 'png3' | 'csv'

/** A browser's canvas holds no more pixels than this everywhere. */
const MOST_PIXELS = 16_777_216
/** Marks of more text than this make a file that drawing programs choke on: they go in as a picture instead. */
const MOST_MARKS = 1_500_000

const margins = { top: 34, right: 56, bottom: 26, left: 12 }
/** Pixels a letter: no measuring outside a browser, and this is the mean of 11 px system fonts. */
const LETTER = 6.2
/** Room for the names of arms at the left of their strips. */
const nameRoom = 22
const font = 'system-ui, Segoe UI, Roboto, Helvetica Neue, sans-serif'

/** Hands the reader a file named after the chart. */
export async function exportChart(
  format: ExportFormat,
  model: ChartModel,
  view: PlotView,
  theme: Theme,
): Promise<void> {
  const name = model.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  if (format === 'csv') return download(`${name}.csv`, new Blob([csvOf(model.table(view))], { type: 'text/csv' }))
  const svg = figureSvg(model, view, theme, {
    raster: rasterUrl(model, view),
    marks: heavyMarks(model, view),
    link: location.href,
  })
  const blob = new Blob([svg], { type: 'image/svg+xml' })
  if (format === 'svg') return download(`${name}.svg`, blob)
  download(`${name}.png`, await pngOf(blob, sizeOf(model, view), Number(format.slice(3))))
}

/** What goes into a figure beside its model. */
export interface FigureParts {
  /** Data URL of the raster below the marks; null where the chart has none. */
  readonly raster: string | null
  /** Data URL that stands for the marks; null draws them as vectors. */
  readonly marks?: string | null
  /** Where the figure comes from: the address of the experiment. */
  readonly link?: string
}

/** The whole figure as SVG text: styles inlined, nothing referred to outside. */
export function figureSvg(
  model: ChartModel,
  view: PlotView,
  theme: Theme,
  { raster, marks = null, link = '' }: FigureParts,
): string {
  const image = (url: string | null): string =>
    url === null
      ? ''
      : `<image href="${url}" width="${view.width}" height="${view.height}" preserveAspectRatio="none" image-rendering="pixelated"/>`
  const { width, height, left } = sizeOf(model, view)
  const text = (x: number, y: number, words: string, more = ''): string =>
    `<text x="${x}" y="${y}" fill="${theme.soft}" ${more}>${escaped(words)}</text>`
  const values = model
    .axis(view)
    .map(({ y, label }) => text(view.width + 6, Math.min(view.height - 1, Math.max(9, y + 4)), label))
  const times = timeTicks(view).map(({ x, label }) => text(x, view.height + 17, label, 'text-anchor="middle"'))
  const range = `${model.unit === '' ? '' : `${model.unit}, `}${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  let place = 0
  const legend = model.legend
    .filter(({ name }) => !view.hidden.has(name))
    .map(({ colour, label, name }) => {
      const words = label ?? name
      const entry = `<rect x="${place}" y="-13" width="9" height="9" rx="2" fill="${colour}"/>${text(place + 13, -5, words)}`
      place += 26 + words.length * LETTER
      return entry
    })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="11"><title>${escaped(model.title)}</title><desc>${escaped(model.describe(view))}</desc><metadata>${escaped(link)}</metadata><rect width="${width}" height="${height}" fill="${theme.ground}"/><text x="${left}" y="15" font-size="13" font-weight="600" fill="${theme.ink}">${escaped(model.title)}<tspan font-weight="400" font-size="11" fill="${theme.soft}">  ${escaped(range)}</tspan></text><g transform="translate(${left} ${margins.top})"><g transform="translate(0 0)">${legend.join('')}</g><svg width="${view.width}" height="${view.height}" overflow="hidden">${image(raster)}${marks === null ? markupOf(model, view) : image(marks)}</svg><path d="M0 ${view.height + 0.5}H${view.width}" stroke="${theme.rule}"/>${values.join('')}${times.join('')}${stripNames(model, view, theme)}</g></svg>`
}

function sizeOf(model: ChartModel, view: PlotView) {
  const left = margins.left + (model.strips ? nameRoom : 0)
  return { left, width: left + view.width + margins.right, height: margins.top + view.height + margins.bottom }
}

/** Each arm's name in its colour beside its strip, and what stands instead of a plot. */
function stripNames(model: ChartModel, view: PlotView, theme: Theme): string {
  return (model.strips?.(view) ?? [])
    .map(({ label, place, y0, y1, words, room }) => {
      const y = (y0 + y1) / 2 + 4
      const name = `<text x="-12" y="${y}" text-anchor="middle" font-weight="700" fill="${theme.arm(place)}">${escaped(label)}</text>`
      const bar = `<rect x="-3" y="${y0}" width="3" height="${y1 - y0}" fill="${theme.arm(place)}"/>`
      const fits = words !== '' && words.length * LETTER < room * view.width
      return `${bar}${name}${fits ? `<text x="8" y="${y}" fill="${theme.soft}">${escaped(words)}</text>` : ''}`
    })
    .join('')
}

function markupOf(model: ChartModel, view: PlotView): string {
  const ctx = createSvgContext()
  model.paint(ctx, view)
  return ctx.markup()
}

/** The marks as a picture at twice the size where they are too many for vectors, else null. */
function heavyMarks(model: ChartModel, view: PlotView): string | null {
  if (markupOf(model, view).length <= MOST_MARKS) return null
  const canvas = document.createElement('canvas')
  canvas.width = view.width * 2
  canvas.height = view.height * 2
  const ctx = canvas.getContext('2d')
  if (ctx === null) return null
  ctx.scale(2, 2)
  model.paint(ctx, view)
  return canvas.toDataURL('image/png')
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function rasterUrl(model: ChartModel, view: PlotView): string | null {
  const raster = model.raster(view)
  if (raster === null) return null
  const canvas = document.createElement('canvas')
  canvas.width = raster.width
  canvas.height = raster.height
  const ctx = canvas.getContext('2d')
  if (ctx === null) return null
  drawRaster(ctx, raster, raster, document.createElement('canvas'))
  return canvas.toDataURL('image/png')
}

/** Through an image of the SVG, so that both files show the same. */
async function pngOf(
  svg: Blob,
  { width, height }: { readonly width: number; readonly height: number },
  scale: number,
): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    const fits = Math.min(scale, Math.sqrt(MOST_PIXELS / (width * height)))
    canvas.width = Math.floor(width * fits)
    canvas.height = Math.floor(height * fits)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (png === null) throw new Error('the browser made no picture of this size')
    return png
  } finally {
    URL.revokeObjectURL(url)
  }
}

function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
