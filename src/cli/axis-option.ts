/** `--axis workload.rate=2,4,8`: one axis of a sweep, checked like --set. `--axis seed=1,2,3` repeats with other seeds. */

import type { Experiment } from '../experiment/document.ts'
import { checkPath } from '../experiment/path.ts'
import { parseValue } from '../experiment/value-text.ts'
import { renamedPath } from '../experiment/versions.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { engineOf } from '../run/engines.ts'
import { valueProblem } from './knob-value.ts'
import { findKnob } from './set-option.ts'

export interface Axis {
  readonly path: string
  readonly values: readonly unknown[]
}

const MOST_VALUES = 100

export function axisOf(document: Experiment, text: string): Result<Axis> {
  const equals = text.indexOf('=')
  const said = text.slice(0, Math.max(0, equals)).trim()
  const words = equals < 0 ? [] : text.slice(equals + 1).split(',')
  if (equals < 1 || words.includes('') || words.length > MOST_VALUES) {
    const message = `--axis ${text.slice(0, 80)} is no list of 1 to ${MOST_VALUES} values.`
    return failure({
      code: 'option-unfit',
      message,
      remedy: 'Write PATH=V1,V2,…, for example --axis workload.rate=2,4,8.',
    })
  }
  const path = renamedPath(document.engine.id, said.replace(/^setup\./, ''))
  const unusable = checkPath(path)
  if (unusable) return failure(unusable)
  if (path === 'seed') return success({ path, values: words.map(parseValue) })
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const found = findKnob(document, engine.value, { said, prefix: 'setup', path })
  if (!found.ok) return found
  const { field } = found.value
  const values = words.map((word) => (field.kind === 'text' ? word : parseValue(word)))
  for (const value of values) {
    const unfit = valueProblem(field, said, value)
    if (unfit) return failure(unfit)
  }
  return success({ path, values })
}
