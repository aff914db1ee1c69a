/** `--model NAME` and `--tp N`, for files that name neither. */
import type { Model } from '../catalog/model.ts'
import { findModel } from '../fidelity/model-named.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import type { Input } from './command.ts'
import { notWhole, wholeNumber } from './load-document.ts'

export const modelOptions = { model: { type: 'string' }, tp: { type: 'string' } } as const

export const modelHelp = [
  { option: '--model NAME', help: 'the model, where the file names none' },
  { option: '--tp N', help: 'tensor-parallel ranks, where the file names none' },
]

export function modelOf(input: Input): Result<{ readonly model: Model | null; readonly tensor: number | null }> {
  const tp = input.text('tp')
  const tensor = tp === undefined ? null : wholeNumber(tp)
  if (tp !== undefined && (tensor === null || tensor < 1)) return failure(notWhole('--tp', tp))
  const name = input.text('model')
  const model = name === undefined ? success(null) : findModel(name)
  return model.ok ? success({ model: model.value, tensor }) : model
}
