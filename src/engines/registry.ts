/**
 * Registry of engines: a new one is its folder and a line here. A line is lazy on both sides: the page loads the manifest of an engine
 * when a document names it, the worker the engine itself. The page's build has no engine in it: there `load` is cut off
 * (scripts/engines.plugin.ts).
 */
import type { Engine } from '../kernel/engine.ts'
import { InvariantError } from '../kernel/problem.ts'
import type { EngineManifest } from './manifest.ts'
import { serving } from './serving/manifest.ts'

export interface EngineEntry {
  readonly id: string
  readonly load: () => Promise<Engine>
  readonly manifest: () => Promise<EngineManifest>
}

export const engines: readonly EngineEntry[] = [
  // Its manifest is at hand from the first moment: it is the engine of a document that names none, so the first page needs it.
  { id: 'serving', load: async () => (await import('./serving/index.ts')).serving, manifest: async () => serving },
  {
    id: 'tokens',
    load: async () => (await import('./tokens/index.ts')).tokens,
    manifest: async () => (await import('./tokens/manifest.ts')).tokens,
  },
  {
    id: 'index-locality',
    load: async () => (await import('./index-locality/index.ts')).indexLocality,
    manifest: async () => (await import('./index-locality/manifest.ts')).indexLocality,
  },
]

/** The engine of a document that names none. */
export const firstManifest: EngineManifest = serving

export const engineIds: readonly string[] = engines.map(({ id }) => id)

const opened = new Map<string, EngineManifest>([[serving.id, serving]])

/** Loads a manifest, so that `manifestOf` has it. Does nothing for one that is there, or that nobody knows. */
export async function openManifest(id: string): Promise<void> {
  const entry = engines.find((one) => one.id === id)
  if (entry !== undefined && !opened.has(id)) opened.set(id, await entry.manifest())
}

/** All of them: where links of any engine are read one after the other. */
export async function openManifests(): Promise<void> {
  await Promise.all(engineIds.map(openManifest))
}

/** Whether what is to know of an engine is here: for one that nobody knows, that is nothing. */
export const isOpen = (id: string): boolean => opened.has(id) || !engineIds.includes(id)

/** Null for an engine that nobody knows. Throws where a known one was not opened before. */
export function manifestOf(id: string): EngineManifest | null {
  const manifest = opened.get(id)
  if (manifest !== undefined) return manifest
  if (engineIds.includes(id))
    throw new InvariantError(`the manifest of engine ${id} was asked for before it was opened`)
  return null
}
