/** Models as files name them: `meta-llama/Llama-3.1-8B-Instruct` is `llama-3.1-8b`. */
import type { Model } from '../catalog/model.ts'
import { models } from '../catalog/models.ts'
import { failure, type Result, success } from '../kernel/problem.ts'

/** Models of the same shapes under other names. */
const SAME_SHAPES: Readonly<Record<string, string>> = {
  deepseekr1: 'deepseekv3',
  deepseekv31: 'deepseekv3',
  llama3370b: 'llama3170b',
  llama38b: 'llama318b',
  llama370b: 'llama3170b',
}

export function modelNamed(name: string): Model | null {
  const own = plain(name)
  const wanted = SAME_SHAPES[own] ?? own
  return (
    models.find(({ id, title }) => id === name || plain(id) === wanted || plain(title) === wanted) ??
    models.find(({ id }) => wanted.startsWith(plain(id))) ??
    null
  )
}

/** The model, or a problem that lists the known ones. */
export function findModel(name: string): Result<Model> {
  const model = modelNamed(name)
  if (model !== null) return success(model)
  return failure({
    code: 'model-unknown',
    message: `The model “${name.slice(0, 60)}” is unknown.`,
    remedy: `Known are ${models.map(({ id }) => id).join(', ')}.`,
  })
}

/** Without the organisation, what it was tuned for or quantised to, and all that is no letter or digit. */
function plain(name: string): string {
  const last = name.toLowerCase().split('/').at(-1) ?? ''
  const bare = last.replace(
    /[-_ .](instruct|chat|hf|base|it|fp8|fp4|awq|gptq|w8a8|dynamic|2507|0528|v0\.[0-9])(?=$|[-_ .])/g,
    '',
  )
  return bare.replace(/^meta[-_ ]/, '').replace(/[^a-z0-9]/g, '')
}
