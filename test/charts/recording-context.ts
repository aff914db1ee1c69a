/**
 * A context that writes down what a painter draws: one entry a fill, stroke or rectangle, with the style in force. Paths
 * are kept as text, coordinates rounded to a tenth of a pixel.
 */
import type { PaintContext } from '../../src/charts/chart.ts'

export interface Drawn {
  readonly kind: 'fill' | 'stroke' | 'fillRect'
  readonly style: string
  readonly path: string
  readonly dash: readonly number[]
  readonly alpha: number
}

export type RecordingContext = PaintContext & { readonly drawn: Drawn[] }

const n = (value: number): number => Math.round(value * 10) / 10 + 0

export function recordingContext(): RecordingContext {
  const drawn: Drawn[] = []
  let path: string[] = []
  let dash: number[] = []
  const add = (kind: Drawn['kind'], style: unknown, text: string): void => {
    drawn.push({ kind, style: String(style), path: text, dash, alpha: context.globalAlpha })
  }
  const context: RecordingContext = {
    drawn,
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    globalAlpha: 1,
    beginPath: () => {
      path = []
    },
    moveTo: (x, y) => void path.push(`M${n(x)},${n(y)}`),
    lineTo: (x, y) => void path.push(`L${n(x)},${n(y)}`),
    closePath: () => void path.push('Z'),
    rect: (x, y, width, height) => void path.push(`R${n(x)},${n(y)},${n(width)},${n(height)}`),
    fill: () => add('fill', context.fillStyle, path.join(' ')),
    stroke: () => add('stroke', context.strokeStyle, path.join(' ')),
    fillRect: (x, y, width, height) => add('fillRect', context.fillStyle, `R${n(x)},${n(y)},${n(width)},${n(height)}`),
    setLineDash: (segments) => {
      dash = [...segments]
    },
    save: () => undefined,
    restore: () => undefined,
    clip: () => undefined,
  }
  return context
}

/** Paths filled in a colour. */
export const fillsOf = (ctx: RecordingContext, colour: string): string[] =>
  ctx.drawn.filter(({ kind, style }) => kind !== 'stroke' && style === colour).map(({ path }) => path)

export const strokesOf = (ctx: RecordingContext, colour: string): string[] =>
  ctx.drawn.filter(({ kind, style }) => kind === 'stroke' && style === colour).map(({ path }) => path)
