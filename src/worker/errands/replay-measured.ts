/** A measured run beside the same requests simulated. */
import { findDevice } from '../../fidelity/devices.ts'
import { findModel } from '../../fidelity/model-named.ts'
import { type Result, success } from '../../kernel/problem.ts'
import { type Replay, replayTexts } from '../../run/replay-run.ts'
import type { MeasuredOn } from '../asked/accuracy.ts'
import type { Hands } from './errand.ts'

export function replayMeasured(_: Hands, csv: string, setup: string | null, on: MeasuredOn): Result<Replay> {
  const device = on.device.trim() === '' ? null : findDevice(on.device)
  if (device && !device.ok) return device
  const model = on.model.trim() === '' ? null : findModel(on.model)
  if (model && !model.ok) return model
  const replayed = replayTexts(csv, setup, {
    ...(device && { accelerator: { accelerator: { id: device.value.id, knobs: {} } } }),
    ...(model && { model: model.value }),
  })
  if (!replayed.ok) return replayed
  const { report, picture } = replayed.value
  return success({ report, picture })
}
