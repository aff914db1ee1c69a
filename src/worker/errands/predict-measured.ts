/** A file of measured kernels beside what the forms foretell. */
import { findDevice } from '../../fidelity/devices.ts'
import { findModel } from '../../fidelity/model-named.ts'
import { predictFile } from '../../fidelity/predict-file.ts'
import { type Result, success } from '../../kernel/problem.ts'
import type { MeasuredOn, MeasuredSummary } from '../asked/accuracy.ts'
import type { Hands } from './errand.ts'

/** Dots that a figure can tell apart. */
const MOST_MARKS = 1500

export function predictMeasured(_: Hands, name: string, text: string, on: MeasuredOn): Result<MeasuredSummary> {
  const device = on.device.trim() === '' ? success(null) : findDevice(on.device)
  if (!device.ok) return device
  const model = on.model.trim() === '' ? success(null) : findModel(on.model)
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
      .filter((_row, i) => i % stride === 0)
      .map(({ line, measured, predicted: time, groups: of }) => ({
        line,
        measured,
        predicted: time,
        group: `${of.device} ${of.kind}`,
      })),
  })
}
