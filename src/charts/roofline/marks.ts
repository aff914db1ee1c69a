/** Points of a roofline as marks: intensity (FLOP per byte) and achieved rate (FLOP per second). */
import type { RooflinePoints } from '../../engines/serving/asked.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { ChartTable } from '../chart.ts'

export interface RooflineMark {
  readonly start: Seconds
  readonly time: Seconds
  readonly kind: 'decode' | 'prefill' | 'both'
  readonly tokens: number
  /** FLOP per byte. */
  readonly intensity: number
  /** FLOP per second. */
  readonly rate: number
}

/** Iterations that computed and read something, in order of time. */
export function rooflineMarks(points: RooflinePoints): readonly RooflineMark[] {
  const marks: RooflineMark[] = []
  for (let i = 0; i < points.length; i++) {
    const flop = points.flop[i]
    const bytes = points.bytes[i]
    const time = points.time[i]
    if (!(flop > 0 && bytes > 0 && time > 0)) continue
    const decode = points.decodeTokens[i]
    const prefill = points.prefillTokens[i]
    marks.push({
      start: points.start[i],
      time,
      kind: prefill === 0 ? 'decode' : decode === 0 ? 'prefill' : 'both',
      tokens: decode + prefill,
      intensity: flop / bytes,
      rate: flop / time,
    })
  }
  return marks
}

/** Both axes hold every mark, and the ridge with the roof around it. */
export function rooflineExtent(
  { peak, ridge }: RooflinePoints,
  marks: readonly RooflineMark[],
): { readonly intensity: readonly [number, number]; readonly rate: readonly [number, number] } {
  const intensities = [ridge, ...marks.map(({ intensity }) => intensity)]
  const rates = [peak, ...marks.map(({ rate }) => rate)]
  return {
    intensity: [decadeBelow(Math.min(ridge / 10, ...intensities)), 1.6 * Math.max(ridge * 2, ...intensities)],
    rate: [decadeBelow(Math.min(peak / 100, ...rates)), 1.6 * Math.max(...rates)],
  }
}

/** The power of ten at or below. */
function decadeBelow(value: number): number {
  let decade = 1
  while (decade > value) decade /= 10
  while (decade * 10 <= value) decade *= 10
  return decade
}

/** Which limit rules, in a sentence of figures. */
export function rooflineSummary({ ridge, iterations }: RooflinePoints, marks: readonly RooflineMark[]): string {
  if (marks.length === 0) return 'No iteration in this range.'
  const left = marks.filter(({ intensity }) => intensity < ridge).length
  const share = Math.round((100 * left) / marks.length)
  return `${share} % of ${marks.length} iterations shown (of ${iterations}) lie left of the ridge, where memory bandwidth is the limit.`
}

/** A row an iteration, in order of time. */
export const rooflineTable = (marks: readonly RooflineMark[]): ChartTable => ({
  columns: [
    { label: 'start', unit: 's' },
    { label: 'time', unit: 's' },
    { label: 'batch', unit: '' },
    { label: 'tokens', unit: '' },
    { label: 'intensity', unit: 'FLOP/B' },
    { label: 'achieved', unit: 'FLOP/s' },
  ],
  rows: marks.map(({ start, time, kind, tokens, intensity, rate }) => [start, time, kind, tokens, intensity, rate]),
})
