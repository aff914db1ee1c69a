/** Registry of engines. A new one is its folder and a line here. */
import { serving } from '../engines/serving/index.ts'
import type { Engine } from '../kernel/engine.ts'
import { failure, type Result, success } from '../kernel/problem.ts'

export const engines: readonly Engine[] = [serving as Engine]

export function engineOf(id: string): Result<Engine> {
  const engine = engines.find((one) => one.id === id)
  if (engine) return success(engine)
  return failure({
    code: 'unknown-engine',
    message: `There is no engine “${id}”.`,
    remedy: `Use one of ${engines.map((one) => one.id).join(', ')}.`,
    path: 'engine.id',
  })
}
