/** Scales by channel, searched on calibration rows and folded into the weights around them; then ranges by group; then rounding. */
import { pow } from '../../../../kernel/math.ts'
import { onceFor } from '../../../../kernel/once.ts'
import type { Calibration, InputMoments } from '../../contracts/calibration.ts'
import type { StoredMatrix, WeightFile } from '../../contracts/weight-file.ts'
import { type Site, sitesOf } from '../../weights/input-sites.ts'
import { reformed, valuesOf } from '../../weights/reformed.ts'
import { type Grid, roundGroup, roundRows } from '../../weights/round-rows.ts'

/** The smallest scale before both ends are balanced. */
const LEAST = 1e-4
/** Cuts that are tried: a twentieth more each, down to just over half the range. */
const CUTS = 10
const CUT = 1 / 20

export interface Search {
  readonly rounding: Grid
  /** Powers that are tried: 0, 1 / grid, … below 1. */
  readonly grid: number
  /** The smallest goes; of equals the first. */
  readonly power: (loss: number, step: number) => number
  /** Absent: nothing is cut. */
  readonly cut?: (loss: number, step: number) => number
  /** On which channels the scales of a site come to stand. */
  readonly placed: (scales: readonly number[], site: number) => readonly number[]
}

interface Rows {
  readonly values: Float32Array
  readonly outputs: number
  readonly inputs: number
}

export function fitted(file: WeightFile, calibration: Calibration, search: Search): WeightFile {
  const { shape } = file.header
  if (shape === undefined) return file
  const sites = sitesOf(shape)
  const rows = new Map<string, Rows>()
  for (const name of sites.flatMap(({ matrices }) => matrices)) {
    const matrix = file.matrix(name)
    rows.set(name, { inputs: matrix.inputs, outputs: matrix.outputs, values: valuesOf(matrix) })
  }
  const vectors = new Map<string, Float32Array>()
  const inputsOf = sites.map(({ layer, site }) => calibration.input(layer, site))
  // Who places them elsewhere asks for the same ones.
  const { rounding, grid, power } = search
  const asked = { key: 'scales', parts: [calibration, rounding.bits, rounding.group, grid, power] }
  const found = onceFor(file, asked, () =>
    sites.map(({ before, matrices }, i) =>
      before === null
        ? Array.from(inputsOf[i].mean, () => 1)
        : bestScales(
            matrices.map((name) => rows.get(name) as Rows),
            inputsOf[i],
            search,
          ),
    ),
  )
  const all = sites.map((site, i): { site: Site; inputs: InputMoments; scales: readonly number[] } => ({
    ...{ site, inputs: inputsOf[i] },
    scales: search.placed(found[i], i),
  }))
  // All are found on the weights as they came, then folded in one after another.
  for (const { site, scales } of all) {
    if (site.before === null) continue
    for (const name of site.matrices) scaleColumns(rows.get(name) as Rows, scales)
    if (site.before.kind === 'rows') divideRows(rows.get(site.before.name) as Rows, scales)
    else
      vectors.set(
        site.before.name,
        file.tensor(site.before.name).map((gain, channel) => gain / scales[channel]),
      )
  }
  const matrices = new Map<string, StoredMatrix>()
  for (const { site, inputs, scales } of all)
    for (const name of site.matrices) {
      const mine = rows.get(name) as Rows
      const isCut = search.cut !== undefined && !/\.(query|key)$/.test(name)
      const keeps = isCut ? bestCuts(mine, inputs, scales, search) : null
      const groups = Math.ceil(mine.inputs / search.rounding.group)
      matrices.set(
        name,
        roundRows(mine, search.rounding, (output, g) => keeps?.[output * groups + g] ?? 1),
      )
    }
  return reformed(file, { vectors, matrices })
}

/** Scales of the power with which the outputs of calibration rows differ least. */
function bestScales(all: readonly Rows[], inputs: InputMoments, { rounding, grid, power }: Search): readonly number[] {
  let best = Number.POSITIVE_INFINITY
  let found: readonly number[] = Array.from(inputs.mean, () => 1)
  for (let step = 0; step < grid; step++) {
    const scales = scalesOf(inputs.mean, step / grid)
    let loss = 0
    for (const rows of all) loss += lossOf(rows, inputs, scales, rounding)
    const rank = power(loss, step)
    if (rank >= best) continue
    best = rank
    found = scales
  }
  return found
}

/** Means to a power, balanced so that the largest and the smallest multiply to 1. */
function scalesOf(mean: Float64Array, exponent: number): readonly number[] {
  const raw = Array.from(mean, (size) => Math.max(LEAST, pow(size, exponent)))
  const [least, most] = [Math.min(...raw), Math.max(...raw)]
  const middle = Math.sqrt(least * most)
  return raw.map((scale) => scale / middle)
}

/** Sum of squares of what outputs of the calibration rows change by, when columns are scaled, rounded, and scaled back. */
function lossOf(
  { values, outputs, inputs }: Rows,
  { samples, rows }: InputMoments,
  scales: readonly number[],
  { bits, group }: Grid,
): number {
  const scaled = new Float32Array(inputs)
  const codes = new Int16Array(group)
  const errors = new Float64Array(inputs)
  let squares = 0
  for (let output = 0; output < outputs; output++) {
    const at = output * inputs
    for (let i = 0; i < inputs; i++) scaled[i] = values[at + i] * scales[i]
    for (let from = 0; from < inputs; from += group) {
      const until = Math.min(inputs, from + group)
      const step = roundGroup(scaled, codes, { from, until, bits, keeps: 1 }, 0)
      for (let i = from; i < until; i++) errors[i] = (codes[i - from] * step) / scales[i] - values[at + i]
    }
    squares += squaresOf(errors, inputs, samples, rows, inputs, 0)
  }
  return squares
}

/**
 * Sum over rows of the square of errors × row, whose numbers begin at `first` of `width`; in four sums a row, and two rows at a time, which a
 * machine does side by side.
 */
function squaresOf(
  errors: Float64Array,
  count: number,
  samples: Float32Array,
  rows: number,
  width: number,
  first: number,
): number {
  let squares = 0
  const fours = count - (count % 4)
  for (let row = 0; row < rows; row += 2) {
    const at = row * width + first
    const next = row + 1 < rows ? at + width : at
    let [a, b, c, d] = [0, 0, 0, 0]
    let [p, q, r, s] = [0, 0, 0, 0]
    for (let i = 0; i < fours; i += 4) {
      const [e, f, g, h] = [errors[i], errors[i + 1], errors[i + 2], errors[i + 3]]
      a += e * samples[at + i]
      b += f * samples[at + i + 1]
      c += g * samples[at + i + 2]
      d += h * samples[at + i + 3]
      p += e * samples[next + i]
      q += f * samples[next + i + 1]
      r += g * samples[next + i + 2]
      s += h * samples[next + i + 3]
    }
    for (let i = fours; i < count; i++) {
      a += errors[i] * samples[at + i]
      p += errors[i] * samples[next + i]
    }
    const sum = a + b + (c + d)
    squares += sum * sum
    if (next === at) break
    const other = p + q + (r + s)
    squares += other * other
  }
  return squares
}

/** Share of its range that each group keeps, by (output, group): where what the group adds to outputs differs least. */
function bestCuts(
  { values, outputs, inputs }: Rows,
  { samples, rows }: InputMoments,
  scales: readonly number[],
  { rounding: { bits, group }, cut }: Search,
): Float32Array {
  const groups = Math.ceil(inputs / group)
  const kept = new Float32Array(outputs * groups).fill(1)
  if (cut === undefined) return kept
  const codes = new Int16Array(group)
  const errors = new Float64Array(group)
  for (let output = 0; output < outputs; output++)
    for (let g = 0; g < groups; g++) {
      const from = output * inputs + g * group
      const until = Math.min(from + group, (output + 1) * inputs)
      let best = Number.POSITIVE_INFINITY
      for (let step = 0; step < CUTS; step++) {
        const keeps = 1 - step * CUT
        const scale = roundGroup(values, codes, { from, until, bits, keeps }, 0)
        // Inputs come divided by their scales.
        for (let i = from; i < until; i++) errors[i - from] = (codes[i - from] * scale - values[i]) / scales[i % inputs]
        const loss = squaresOf(errors, until - from, samples, rows, inputs, g * group)
        const rank = cut(loss, step)
        if (rank >= best) continue
        best = rank
        kept[output * groups + g] = keeps
      }
    }
  return kept
}

function scaleColumns({ values, inputs }: Rows, scales: readonly number[]): void {
  for (let at = 0; at < values.length; at++) values[at] *= scales[at % inputs]
}

function divideRows({ values, inputs, outputs }: Rows, scales: readonly number[]): void {
  for (let output = 0; output < outputs; output++)
    for (let i = 0; i < inputs; i++) values[output * inputs + i] /= scales[output]
}
