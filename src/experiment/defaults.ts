/**
 * The frozen defaults of every released version of the document. A link holds only what differs from them, so a link
 * of three keys means the same experiment for ever: today's defaults may move, those of its version may not.
 *
 * The newest files are written by `npx tsx scripts/freeze-defaults.ts` from the engine's own description; nobody edits them.
 */
import { InvariantError } from '../kernel/problem.ts'
import { BASELINE, type Experiment, type Patch } from './document.ts'
import { apply, type Choices } from './patch.ts'
import dictionary from './versions/dictionary.json' with { type: 'json' }
import v1 from './versions/v1.json' with { type: 'json' }
import v1Tokens from './versions/v1.tokens.json' with { type: 'json' }
import v2 from './versions/v2.json' with { type: 'json' }
import v2Tokens from './versions/v2.tokens.json' with { type: 'json' }

export interface Defaults {
  /** The engine they were frozen from. */
  readonly engine: { readonly id: string; readonly version: string }
  /** A whole setup: every setting of every group, with the default algorithm of each choice and its knobs. */
  readonly setup: Patch
  /** Where a choice starts when another algorithm is picked. */
  readonly choices: Choices
  /** What compressed links of this version were compressed with. Settings may be added to a version, this may not change. */
  readonly dictionary: string
}

/** As it stands in a file. Compressed links of every version so far were made with one dictionary: names of settings hardly change. */
export type Frozen = Omit<Defaults, 'dictionary'>

/** The version new documents have. */
export const CURRENT_VERSION = 2

type ByEngine = readonly [Defaults, ...Defaults[]]

/**
 * By version; the first engine is that of a document which names none. The file of the newest version is whole, that of an older one
 * says what it had otherwise than the next: the page ships all of them, and a link of an old version may name settings that came later.
 */
const FROZEN: Readonly<Record<number, ByEngine>> = {
  1: [before(v1, v2), before(v1Tokens, v2Tokens)],
  2: [
    { ...v2, dictionary },
    { ...v2Tokens, dictionary },
  ],
}

/** The defaults of the version before `next`, of which `older` says what was otherwise. */
function before(older: Frozen, next: Frozen): Defaults {
  return {
    engine: older.engine,
    setup: apply(next.setup, older.setup, next.choices),
    choices: apply(next.choices, older.choices) as Choices,
    dictionary,
  }
}

export function isKnownVersion(version: number): boolean {
  return Object.hasOwn(FROZEN, version)
}

/** Those of the first engine. Throws InvariantError for a version that was never released: `isKnownVersion` has been asked. */
export function frozenDefaults(version: number = CURRENT_VERSION): Defaults {
  return allOf(version)[0]
}

function allOf(version: number): readonly [Defaults, ...Defaults[]] {
  const frozen = isKnownVersion(version) ? FROZEN[version] : undefined
  if (!frozen) throw new InvariantError(`version ${version} of the document has no frozen defaults`)
  return frozen
}

/** What a document is the difference from. An engine without frozen defaults has none: its documents say everything. */
export function defaultsOf(document: Pick<Experiment, 'v' | 'engine'>): Defaults {
  const frozen = allOf(document.v)
  return (
    frozen.find(({ engine }) => engine.id === document.engine.id) ?? {
      engine: document.engine,
      setup: {},
      choices: {},
      dictionary: frozen[0].dictionary,
    }
  )
}

/** The document of an empty link: every default, one arm. Of another engine than the first where one is named. */
export function defaultExperiment(id?: string): Experiment {
  const engine = allOf(CURRENT_VERSION).find((frozen) => frozen.engine.id === id)?.engine ?? frozenDefaults().engine
  return { v: CURRENT_VERSION, engine, title: '', seed: DEFAULT_SEED, setup: {}, arms: { [BASELINE]: {} } }
}

/** Any whole number would do; 1 is the shortest to say. */
export const DEFAULT_SEED = 1
