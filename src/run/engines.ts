/**
 * Engines that are open here. The first one is from the first moment, so that the page's first run waits for no further file; others
 * load when a document asks for them, so a page that never writes tokens never loads their code.
 */
import { engineIds, engines, openManifest } from '../engines/registry.ts'
import { serving } from '../engines/serving/index.ts'
import type { Engine } from '../kernel/engine.ts'
import { failure, InvariantError, type Problem, type Result, success } from '../kernel/problem.ts'
import { unknownId } from '../kernel/unknown-id.ts'

export { engineIds }

const opened = new Map<string, Engine>([[serving.id, serving]])

/** Loads an engine and its manifest, so that `engineOf` has it. Does nothing for one that is there, or that nobody knows. */
export async function openEngine(id: string): Promise<void> {
  const entry = engines.find((one) => one.id === id)
  if (entry === undefined) return
  await openManifest(id)
  if (!opened.has(id)) opened.set(id, await entry.load())
}

/** Throws where an engine was not opened before. */
export function engineOf(id: string): Result<Engine> {
  const engine = opened.get(id)
  if (engine) return success(engine)
  if (engineIds.includes(id)) throw new InvariantError(`engine ${id} was asked for before it was opened`)
  return failure(unknownEngine(id))
}

export const unknownEngine = (id: string): Problem =>
  unknownId({ what: 'engine', id, known: engineIds, path: 'engine.id' })
