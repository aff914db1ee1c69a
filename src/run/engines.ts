/**
 * Registry of engines. The serving engine is there from the first moment; others load when a document asks for them, so a
 * page that never writes tokens never loads their code. A new one is its folder and a line here.
 */
import { serving } from '../engines/serving/index.ts'
import type { Engine } from '../kernel/engine.ts'
import { failure, InvariantError, type Result, success } from '../kernel/problem.ts'

const opened = new Map<string, Engine>([[serving.id, serving as Engine]])

const later: Readonly<Record<string, () => Promise<Engine>>> = {
  tokens: async () => (await import('../engines/tokens/index.ts')).tokens as Engine,
}

export const engineIds: readonly string[] = [...opened.keys(), ...Object.keys(later)]

/** Loads an engine, so that `engineOf` has it. Does nothing for one that is there, or that nobody knows. */
export async function openEngine(id: string): Promise<void> {
  if (opened.has(id) || !Object.hasOwn(later, id)) return
  opened.set(id, await later[id]())
}

/** Throws where an engine was not opened before. */
export function engineOf(id: string): Result<Engine> {
  const engine = opened.get(id)
  if (engine) return success(engine)
  if (Object.hasOwn(later, id)) throw new InvariantError(`engine ${id} was asked for before it was opened`)
  return failure({
    code: 'unknown-engine',
    message: `There is no engine “${id}”.`,
    remedy: `Use one of ${engineIds.join(', ')}.`,
    path: 'engine.id',
  })
}
