/**
 * What every chart is made of. A chart's model binds its columns to pure functions; `ChartFigure` puts canvas, axes, legend,
 * cursor, table and exports around any model. Charts know columns, scales and pixels, and no store.
 */
import type { ReactNode } from 'react'
import type { Provenance } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { Theme } from '../ui/theme.ts'

export type TimeRange = readonly [Seconds, Seconds]

/** What all charts of a page share: the range shown, the crosshair, the selected range. */
export interface ChartView {
  readonly t0: Seconds
  readonly t1: Seconds
  readonly cursor: Seconds | null
  readonly selection: TimeRange | null
  /** The life of the selected request, marked through every chart. */
  readonly life?: TimeRange | null
  /** Moments and ranges that a person has marked. */
  readonly notes?: readonly TimeNote[]
}

export interface TimeNote {
  readonly at: Seconds
  readonly until?: Seconds
  readonly words: string
}

export interface ChartCallbacks {
  readonly onCursor: (time: Seconds | null) => void
  readonly onSelect: (range: TimeRange | null) => void
  readonly onView: (range: { readonly t0: Seconds; readonly t1: Seconds }) => void
}

/** An arm as charts know it. The first of the document is the baseline. */
export interface ArmIdentity {
  readonly key: string
  readonly label: string
  /** Its place in the document, and so its colour: the same in every chart, whatever other arms a track lacks. */
  readonly place: number
}

/** The columns of one arm. */
export interface ArmWindow<W> extends ArmIdentity {
  readonly window: W
}

/** What every chart component takes beside its columns. */
export interface ChartProps extends ChartCallbacks {
  readonly view: ChartView
  readonly theme: Theme
  /** The picture of an older run: drawn dimmed until new rows arrive. */
  readonly isStale?: boolean
  /** Height of the plot in CSS pixels; each chart has its default. */
  readonly height?: number
  /** Another title than the chart's own, e.g. with the instance. */
  readonly title?: string
  /** Further controls in the shell: a picker of instances, pin, hide. */
  readonly controls?: ReactNode
}

/** The plot in CSS pixels: time t0 at x = 0, t1 at x = width; y grows downwards. */
export interface PlotView {
  readonly t0: Seconds
  readonly t1: Seconds
  readonly width: number
  readonly height: number
  /** Series switched off in the legend, by name. */
  readonly hidden: ReadonlySet<string>
  /** The value at the top of the axis, where several plots share one; each has its own where absent. */
  readonly top?: number
}

export interface AxisTick {
  readonly y: number
  readonly label: string
}

export interface LegendEntry {
  readonly name: string
  /** Words shown; the name where absent. */
  readonly label?: string
  readonly colour: string
  readonly isHatched?: boolean
  /** Outline of a pale swatch. */
  readonly edge?: string | null
  /** A line of this width instead of a swatch. */
  readonly line?: number
}

/** What is under a point. `items` name whose it is (requests, experts), for linking. */
export interface Hit {
  readonly time: Seconds
  readonly label: string
  readonly item: number
  /** Key of the arm whose strip it was, where there are several. */
  readonly arm?: string
}

export interface ReadoutLine {
  readonly name: string
  readonly text: string
  /** The same as numbers, for tables that put arms side by side; absent where it is words. */
  readonly reading?: Measured
  /** Arm it belongs to, where there are several. */
  readonly arm?: string
}

export type Headline = Pick<ReadoutLine, 'text' | 'reading'>

/** A value at a moment, or the smallest and largest of the drawn column, in the unit of its track. */
export interface Measured {
  readonly low: number
  readonly high: number
  readonly unit: string
}

export type Cell = string | number

export interface ChartTable {
  readonly columns: readonly { readonly label: string; readonly unit: string }[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Pixels at data resolution, drawn below the marks over the whole plot; 4 bytes a pixel, row by row from the top. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
}

/** The part of a 2-D context that painters use: a canvas, the recorder of SVG exports and the fake of the tests have it. */
export type PaintContext = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'rect'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'setLineDash'
  | 'save'
  | 'restore'
  | 'clip'
  | 'translate'
>

/** A strip of a chart that shows an arm a strip: what stands at its left edge. */
export interface StripName extends ArmIdentity {
  readonly y0: number
  readonly y1: number
  /** What it says instead of a plot, or of its beginning; empty for nothing. */
  readonly words: string
  /** Share of the width, from the left, that the words may take. */
  readonly room: number
}

/** A chart bound to its columns: pure functions only. */
export interface ChartModel {
  readonly title: string
  /** One sentence: what it shows and how to read it. */
  readonly purpose: string
  readonly unit: string
  readonly provenance: Provenance | null
  readonly height: number
  readonly legend: readonly LegendEntry[]
  /** Said instead of a plot when there is nothing to show; null where there is. */
  readonly empty: string | null
  paint(ctx: PaintContext, view: PlotView): void
  raster(view: PlotView): Raster | null
  axis(view: PlotView): readonly AxisTick[]
  hitTest(x: number, y: number, view: PlotView): Hit | null
  /** Values at a moment: the line in the shell, the docked read-out, the live region. First line is the headline. */
  readout(time: Seconds): readonly ReadoutLine[]
  /** The value in the shell where it is not the first line of the read-out, e.g. the sum of a stack; null for none. */
  headline?(time: Seconds): Headline | null
  /** What the axis of its values would end at; absent where it is given (a capacity) or there is none. */
  top?(view: PlotView): number
  /** The strips, from the top, where it shows several arms under each other. */
  strips?(view: PlotView): readonly StripName[]
  describe(view: PlotView): string
  table(view: PlotView): ChartTable
  /** The next (1) or previous (−1) moment at which the data change; null at the ends. */
  neighbour(time: Seconds, direction: 1 | -1): Seconds | null
}
