/** `--model NAME|FILE` and `--tp N`: of an experiment the model, of files of measurements what they do not name. */
import type { Model } from '../catalog/model.ts'
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { patchEdits } from '../experiment/patch-edits.ts'
import { findModel } from '../fidelity/model-named.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { engineOf } from '../run/engines.ts'
import { modelPatch } from '../run/model-patch.ts'
import type { Input } from './command.ts'
import { readIncomingFile } from './incoming-file.ts'
import type { Terminal } from './terminal.ts'
import { notWhole, wholeNumber } from './whole-number.ts'

export const modelOptions = { model: { type: 'string' }, tp: { type: 'string' } } as const

export const modelHelp = [
  { option: '--model NAME', help: 'the model, where the file names none; or the FILE of its config.json' },
  { option: '--tp N', help: 'tensor-parallel ranks, where the file names none' },
]

export async function modelOf(
  input: Input,
  terminal: Terminal,
): Promise<Result<{ readonly model: Model | null; readonly tensor: number | null }>> {
  const tp = input.text('tp')
  const tensor = tp === undefined ? null : wholeNumber(tp)
  if (tp !== undefined && (tensor === null || tensor < 1)) return failure(notWhole('--tp', tp))
  const name = input.text('model')
  const model = name === undefined ? success(null) : await namedOrRead(name, terminal)
  return model.ok ? success({ model: model.value, tensor }) : model
}

/** The experiment with the model of `--model`. */
export async function withModel(
  document: Experiment,
  name: string | undefined,
  terminal: Terminal,
): Promise<Result<Experiment>> {
  if (name === undefined) return success(document)
  const model = await namedOrRead(name, terminal)
  if (!model.ok) return model
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const edits = patchEdits(engine.value.describe(), modelPatch(model.value))
  if (edits === null) return failure(noPlace)
  return success(Object.entries(edits).reduce((changed, [path, value]) => edit(changed, path, value), document))
}

const noPlace: Problem = {
  code: 'no-place-for-model',
  message: 'This experiment has no model to choose.',
  remedy: 'Use it with an experiment of the serving engine.',
}

/** A file is told by its ending: names have slashes too, as in meta-llama/Llama-3.1-8B. */
async function namedOrRead(name: string, terminal: Terminal): Promise<Result<Model>> {
  if (!/\.json$/i.test(name) && name !== '-') return findModel(name)
  const read = await readIncomingFile(name, terminal, ['model'])
  return read.ok ? success(read.value.content.model) : read
}
