/**
 * A context that records what a painter draws as SVG elements, so that exports are vectors from the same painters.
 * Coordinates are rounded to a tenth of a pixel, which no printer shows and which halves the file.
 */
import type { PaintContext } from './chart.ts'

export interface SvgContext extends PaintContext {
  /** The elements drawn so far, as markup. */
  readonly markup: () => string
}

interface State {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  globalAlpha: number
  dash: string
  clip: string
  dx: number
  dy: number
}

export function createSvgContext(): SvgContext {
  const elements: string[] = []
  const saved: State[] = []
  let clips = 0
  let path = ''
  let state: State = {
    ...{ fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1 },
    ...{ dash: '', clip: '', dx: 0, dy: 0 },
  }
  const n = (value: number): string => `${Math.round(value * 10) / 10}`
  const at = (x: number, y: number): string => `${n(x + state.dx)} ${n(y + state.dy)}`
  const clipping = (): string => (state.clip === '' ? '' : ` clip-path="url(#${state.clip})"`)
  const common = (): string => `${state.globalAlpha === 1 ? '' : ` opacity="${state.globalAlpha}"`}${clipping()}`
  const context = {
    beginPath: () => {
      path = ''
    },
    moveTo: (x: number, y: number) => {
      path += `M${at(x, y)}`
    },
    lineTo: (x: number, y: number) => {
      path += `${path === '' ? 'M' : 'L'}${at(x, y)}`
    },
    closePath: () => {
      path += 'Z'
    },
    rect: (x: number, y: number, width: number, height: number) => {
      path += `M${at(x, y)}h${n(width)}v${n(height)}h${n(-width)}Z`
    },
    fill: () => {
      if (path !== '') elements.push(`<path d="${path}" fill="${state.fillStyle}"${common()}/>`)
    },
    stroke: () => {
      if (path === '') return
      const dash = state.dash === '' ? '' : ` stroke-dasharray="${state.dash}"`
      elements.push(
        `<path d="${path}" fill="none" stroke="${state.strokeStyle}" stroke-width="${state.lineWidth}"${dash}${common()}/>`,
      )
    },
    fillRect: (x: number, y: number, width: number, height: number) => {
      elements.push(
        `<rect x="${n(x + state.dx)}" y="${n(y + state.dy)}" width="${n(width)}" height="${n(height)}" fill="${state.fillStyle}"${common()}/>`,
      )
    },
    setLineDash: (dash: number[]) => {
      state.dash = dash.join(' ')
    },
    save: () => {
      saved.push({ ...state })
    },
    restore: () => {
      state = saved.pop() ?? state
    },
    clip: () => {
      const id = `clip-${++clips}`
      // A clip within a clip is what lies in both.
      elements.push(`<clipPath id="${id}"${clipping()}><path d="${path}"/></clipPath>`)
      state.clip = id
    },
    translate: (x: number, y: number) => {
      state.dx += x
      state.dy += y
    },
    markup: () => elements.join(''),
  }
  return Object.defineProperties(context, {
    fillStyle: {
      get: () => state.fillStyle,
      set: (value: string) => {
        state.fillStyle = value
      },
    },
    strokeStyle: {
      get: () => state.strokeStyle,
      set: (value: string) => {
        state.strokeStyle = value
      },
    },
    lineWidth: {
      get: () => state.lineWidth,
      set: (value: number) => {
        state.lineWidth = value
      },
    },
    globalAlpha: {
      get: () => state.globalAlpha,
      set: (value: number) => {
        state.globalAlpha = value
      },
    },
  }) as unknown as SvgContext
}
