/**
 * The frozen defaults of every released version of the document. A link holds only what differs from them, so a link
 * of three keys means the same experiment for ever: today's defaults may move, those of its version may not.
 *
 * They stand in the manifest of each engine and load with it; `npx tsx scripts/freeze-defaults.ts` writes them from the engine's own
 * description, nobody edits them.
 */
import type { EngineManifest, Frozen } from '../engines/manifest.ts'
import { firstManifest, manifestOf } from '../engines/registry.ts'
import { InvariantError } from '../kernel/problem.ts'
import { BASELINE, type Experiment } from './document.ts'
import { apply, type Choices } from './patch.ts'

/** What documents of an engine and a version are the difference from. */
export type Defaults = Frozen

/** The version new documents have. */
export const CURRENT_VERSION = 2

export const isKnownVersion = (version: number): boolean =>
  Number.isInteger(version) && version >= 1 && version <= CURRENT_VERSION

/** By manifest and version: an old one is put together once. */
const made = new WeakMap<EngineManifest, Map<number, Defaults>>()

function defaultsIn(manifest: EngineManifest, version: number): Defaults {
  if (!isKnownVersion(version)) throw new InvariantError(`version ${version} of the document has no frozen defaults`)
  const mine = made.get(manifest) ?? new Map<number, Defaults>()
  made.set(manifest, mine)
  const known = mine.get(version)
  if (known !== undefined) return known
  const defaults = wholeOf(manifest, version)
  mine.set(version, defaults)
  return defaults
}

/** The newest is whole. Before it stood what the next had, but for what it says itself. */
function wholeOf({ id, frozen }: EngineManifest, version: number): Frozen {
  const versions = Object.keys(frozen).map(Number)
  const newest = Math.max(...versions)
  if (versions.length === 0) throw new InvariantError(`engine ${id} has no frozen defaults`)
  let whole = frozen[newest]
  for (let v = newest - 1; v >= version; v--) if (Object.hasOwn(frozen, v)) whole = before(frozen[v], whole)
  return whole
}

/** The defaults of the version before `next`, of which `older` says what was otherwise. */
const before = (older: Frozen, next: Frozen): Frozen => ({
  engine: older.engine,
  setup: apply(next.setup, older.setup, next.choices),
  choices: apply(next.choices, older.choices) as Choices,
})

/** Those of the engine of a document that names none. Throws InvariantError for a version that was never released. */
export const frozenDefaults = (version: number = CURRENT_VERSION): Defaults => defaultsIn(firstManifest, version)

/** What a document is the difference from. That of an engine that nobody knows says everything, so that nothing of it is lost. */
export function defaultsOf({ v, engine }: Pick<Experiment, 'v' | 'engine'>): Defaults {
  const manifest = manifestOf(engine.id)
  return manifest === null ? { engine, setup: {}, choices: {} } : defaultsIn(manifest, v)
}

/** The document of an empty link: every default, one arm. Of another engine than the first where one is named. */
export function defaultExperiment(id: string = firstManifest.id): Experiment {
  const manifest = manifestOf(id)
  if (manifest === null) throw new InvariantError(`engine ${id} is unknown and has no default experiment`)
  const { engine } = defaultsIn(manifest, CURRENT_VERSION)
  return { v: CURRENT_VERSION, engine, title: '', seed: DEFAULT_SEED, setup: {}, arms: { [BASELINE]: {} } }
}

/** Any whole number would do; 1 is the shortest to say. */
export const DEFAULT_SEED = 1
