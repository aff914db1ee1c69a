/** What the Accuracy page asks: errors of the shipped fits, and of a file of measured times. Loaded when it is asked. */
import { accelerators } from '../catalog/accelerators.ts'
import { find } from '../catalog/find.ts'
import { shippedFits } from '../catalog/kernel-fits.ts'
import { findDevice } from '../fidelity/devices.ts'
import { families } from '../fidelity/families/index.ts'
import { findModel } from '../fidelity/model-named.ts'
import { predictFile } from '../fidelity/predict-file.ts'
import { readPoints } from '../fidelity/published-points.ts'
import { type Result, success } from '../kernel/problem.ts'
import { calibrateText, type TextCalibration } from '../run/calibrate-text.ts'
import { type SimulatedPoint, simulatePublished, spreadsOf } from '../run/published.ts'
import { type Replay, replayTexts } from '../run/replay-run.ts'
import type { CalibrationChoice, FitSummary, MeasuredSummary, PublishedSummary } from './api.ts'

/** Dots that a figure can tell apart. */
const MOST_MARKS = 1500

export const fitSummaries = (): readonly FitSummary[] =>
  families.flatMap(({ id, title, validity }) =>
    Object.entries(shippedFits).flatMap(([device, byFamily]) =>
      Object.entries(byFamily[id] ?? {}).map(([kind, { heldOut, band, covered }]) => {
        const { rows, median, p90, bias } = heldOut
        return { family: id, title, validity, device, kind, rows, median, p90, bias, band, covered }
      }),
    ),
  )

export function predictMeasured(
  name: string,
  text: string,
  chosen: { readonly device: string; readonly model: string },
): Result<MeasuredSummary> {
  const device = chosen.device.trim() === '' ? success(null) : findDevice(chosen.device)
  if (!device.ok) return device
  const model = chosen.model.trim() === '' ? success(null) : findModel(chosen.model)
  if (!model.ok) return model
  const predicted = predictFile(name, text, {
    ...(device.value && { device: device.value }),
    ...(model.value && { model: model.value }),
  })
  if (!predicted.ok) return predicted
  const { family, rows, errors, groups, notes } = predicted.value
  const used = rows.filter((row) => row !== null)
  const stride = Math.ceil(used.length / MOST_MARKS)
  return success({
    title: family.title,
    errors,
    groups: Object.entries(groups).map(([group, some]) => ({ name: group, ...some })),
    notes,
    marks: used
      .filter((_, i) => i % stride === 0)
      .map(({ line, measured, predicted: time, groups: of }) => ({
        line,
        measured,
        predicted: time,
        group: `${of.device} ${of.kind}`,
      })),
  })
}

export function replayMeasured(
  csv: string,
  setup: string | null,
  chosen: { readonly device: string; readonly model: string },
): Result<Replay> {
  const device = chosen.device.trim() === '' ? null : findDevice(chosen.device)
  if (device && !device.ok) return device
  const model = chosen.model.trim() === '' ? null : findModel(chosen.model)
  if (model && !model.ok) return model
  const replayed = replayTexts(csv, setup, {
    ...(device && { accelerator: { accelerator: { id: device.value.id, knobs: {} } } }),
    ...(model && { model: model.value }),
  })
  if (!replayed.ok) return replayed
  const { report, picture } = replayed.value
  return success({ report, picture })
}

interface PublishedPatience {
  readonly breathe: () => Promise<void>
  readonly onPoint: (done: number, of: number) => void
  readonly isWanted: () => boolean
}

/** Null when it is wanted no more. */
export async function publishedSummary(
  name: string,
  text: string,
  { breathe, onPoint, isWanted }: PublishedPatience,
): Promise<Result<PublishedSummary | null>> {
  const read = readPoints(name, text)
  if (!read.ok) return read
  const { points, leftOut } = read.value
  const notes = leftOut.map(({ reason, rows, line }) => `${rows} left out, the first in line ${line}: ${reason}`)
  const simulated: SimulatedPoint[] = []
  let done = 0
  for (const point of simulatePublished(points, ({ line }, { message }) => notes.push(`line ${line}: ${message}`))) {
    if (point !== null) simulated.push(point)
    onPoint(++done, points.length)
    await breathe()
    if (!isWanted()) return success(null)
  }
  return success({
    spreads: spreadsOf(simulated),
    marks: simulated
      .filter(({ metric }) => metric !== 'throughput')
      .map(({ line, measured, simulated: predicted, metric }) => ({ line, measured, predicted, group: metric })),
    notes,
  })
}

interface CalibrationPatience {
  readonly breathe: () => Promise<void>
  readonly onRuns: (runs: number) => void
  readonly isWanted: () => boolean
}

/** Null when it is wanted no more. */
export async function calibratePaste(
  text: string,
  { device, model, tensor, weights }: CalibrationChoice,
  { breathe, onRuns, isWanted }: CalibrationPatience,
): Promise<Result<TextCalibration | null>> {
  const found = findDevice(device)
  if (!found.ok) return found
  const named = model.trim() === '' ? success(null) : findModel(model)
  if (!named.ok) return named
  const { id, title, memory } = find(accelerators, found.value.id)
  const work = calibrateText(text, {
    accelerator: { accelerator: { id, knobs: {} } },
    ...{ memory, name: title, model: named.value?.id ?? null, tensor, weights },
  })
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    onRuns(step.value)
    await breathe()
    if (!isWanted()) return success(null)
  }
}
