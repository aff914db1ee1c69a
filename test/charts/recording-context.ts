/**
 * A context that writes down what a painter draws: one entry a fill, stroke or rectangle, with the style in force. Paths
 * are kept as text, coordinates rounded to a tenth of a pixel and as they lie on the whole plot (translations applied).
 */
import type { PaintContext } from '../../src/charts/chart.ts'

export interface Drawn {
  readonly kind: 'fill' | 'stroke' | 'fillRect'
  readonly style: string
  readonly path: string
  readonly dash: readonly number[]
  readonly alpha: number
  /** Width of a line. */
  readonly width: number
  /** Corners of the clip in force, [x0, y0, x1, y1] of the last rectangle; null for none. */
  readonly clip: readonly number[] | null
}

export type RecordingContext = PaintContext & { readonly drawn: Drawn[] }

const n = (value: number): number => Math.round(value * 10) / 10 + 0

export function recordingContext(): RecordingContext {
  const drawn: Drawn[] = []
  let path: string[] = []
  let dash: number[] = []
  let state: { dx: number; dy: number; clip: number[] | null } = { dx: 0, dy: 0, clip: null }
  let box: number[] | null = null
  const saved: (typeof state)[] = []
  const at = (x: number, y: number): string => `${n(x + state.dx)},${n(y + state.dy)}`
  const add = (kind: Drawn['kind'], style: unknown, text: string): void => {
    const { globalAlpha: alpha, lineWidth: width } = context
    drawn.push({ kind, style: String(style), path: text, dash, alpha, width, clip: state.clip })
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
    moveTo: (x, y) => void path.push(`M${at(x, y)}`),
    lineTo: (x, y) => void path.push(`L${at(x, y)}`),
    closePath: () => void path.push('Z'),
    rect: (x, y, width, height) => {
      box = [x + state.dx, y + state.dy, x + state.dx + width, y + state.dy + height]
      path.push(`R${at(x, y)},${n(width)},${n(height)}`)
    },
    fill: () => add('fill', context.fillStyle, path.join(' ')),
    stroke: () => add('stroke', context.strokeStyle, path.join(' ')),
    fillRect: (x, y, width, height) => add('fillRect', context.fillStyle, `R${at(x, y)},${n(width)},${n(height)}`),
    setLineDash: (segments) => {
      dash = [...segments]
    },
    save: () => void saved.push({ ...state }),
    restore: () => {
      state = saved.pop() ?? state
    },
    clip: () => {
      state.clip = both(state.clip, box)
    },
    translate: (x, y) => {
      state.dx += x
      state.dy += y
    },
  }
  return context
}

/** What lies in both of two boxes. */
const both = (a: number[] | null, b: number[] | null): number[] | null =>
  a === null || b === null
    ? (a ?? b)
    : [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]

/** Paths filled in a colour. */
export const fillsOf = (ctx: RecordingContext, colour: string): string[] =>
  ctx.drawn.filter(({ kind, style }) => kind !== 'stroke' && style === colour).map(({ path }) => path)

export const strokesOf = (ctx: RecordingContext, colour: string): string[] =>
  ctx.drawn.filter(({ kind, style }) => kind === 'stroke' && style === colour).map(({ path }) => path)
