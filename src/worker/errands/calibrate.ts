/** A person's own measurements as constants of the cost model. */
import { accelerators } from '../../catalog/accelerators.ts'
import { find } from '../../catalog/find.ts'
import { findDevice } from '../../fidelity/devices.ts'
import { findModel } from '../../fidelity/model-named.ts'
import { type Result, success } from '../../kernel/problem.ts'
import { calibrateText, type TextCalibration } from '../../run/calibrate-text.ts'
import type { CalibrationChoice } from '../asked/accuracy.ts'
import type { Hands } from './errand.ts'

/** Null when it is wanted no more. */
export async function calibratePaste(
  { breathe, tell, isWanted }: Hands<number>,
  text: string,
  { device, model, tensor, weights }: CalibrationChoice,
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
    tell(step.value)
    await breathe()
    if (!isWanted()) return success(null)
  }
}
