/**
 * Writes the frozen defaults of the current document version from each engine's own description, into its folder `frozen/`, from where
 * its manifest takes them.
 *
 *   npx tsx scripts/freeze-defaults.ts                 adds settings and algorithms that are new; refuses changes
 *   npx tsx scripts/freeze-defaults.ts --unreleased    writes everything anew: only while nobody has a link of the version
 *
 * Adding is harmless: a link that does not name the new setting means its default, in every version. Changing is not: links would come
 * to mean something else, so a changed default needs a new version: copy the newest files to the next number, leave in the old ones what
 * the new version has otherwise (`src/experiment/defaults.ts`), and add a step up (`src/experiment/versions.ts`). The dictionary that
 * compressed links were made with is never touched. Afterwards: scripts/golden-links.ts.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Frozen } from '../src/engines/manifest.ts'
import { engines } from '../src/engines/registry.ts'
import { CURRENT_VERSION } from '../src/experiment/defaults.ts'
import { isRecord, isSame } from '../src/experiment/record.ts'
import type { Description, Field } from '../src/kernel/description.ts'
import type { Engine } from '../src/kernel/engine.ts'

type Tree = Record<string, unknown>

/** Keys of a link that are no settings; a setting of such a name could not be written. */
const TAKEN = ['v', 'z', 'e', 'd', 'title', 'engine', 'seed', 'baseline', 'arm', 'event', 'sweep', 'data', 'view']

/** Whole setup and knobs of every algorithm, as the description has them. */
export function described({ groups }: Description): { readonly setup: Tree; readonly choices: Record<string, Tree> } {
  const setup: Tree = {}
  const choices: Record<string, Tree> = {}
  for (const field of groups.flatMap((group) => group.fields))
    plant(setup, field.path.split('.'), defaultOf(field, choices))
  const taken = Object.keys(setup).find((key) => TAKEN.includes(key))
  if (taken !== undefined) throw new Error(`setting “${taken}” has the name of another key of links`)
  return { setup, choices }
}

function defaultOf(field: Field, choices: Record<string, Tree>): unknown {
  if (field.kind !== 'choice') return field.default
  for (const option of field.options) {
    const knobs: Tree = {}
    for (const inner of option.fields) {
      const steps = inner.path.slice(`${field.path}.knobs.`.length).split('.')
      if (steps[0] === 'id' || steps[0] === 'knobs') throw new Error(`knob ${inner.path} has a name links cannot tell`)
      plant(knobs, steps, defaultOf(inner, choices))
    }
    choices[field.path] ??= {}
    const known = choices[field.path]?.[option.id]
    if (known !== undefined && !isSame(known, knobs)) {
      throw new Error(`${field.path} = ${option.id} has other defaults below another algorithm`)
    }
    plant(choices, [field.path, option.id], knobs)
  }
  return { id: field.default, knobs: choices[field.path]?.[field.default] }
}

function plant(tree: Tree, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) tree[step] = value
  else {
    tree[step] ??= {}
    plant(tree[step] as Tree, rest, value)
  }
}

/** What of `frozen` is no longer so, by path. New keys are no change. */
export function changes(frozen: unknown, now: unknown, path = ''): readonly string[] {
  if (isRecord(frozen) && isRecord(now)) {
    return Object.keys(frozen).flatMap((key) => changes(frozen[key], now[key], path === '' ? key : `${path}.${key}`))
  }
  return isSame(frozen, now)
    ? []
    : [`${path}: ${JSON.stringify(frozen)} was frozen, now ${JSON.stringify(now) ?? 'gone'}`]
}

const fileOf = (id: string): string =>
  fileURLToPath(new URL(`../src/engines/${id}/frozen/v${CURRENT_VERSION}.json`, import.meta.url))

function freeze(now: Engine, frozen: Frozen, isUnreleased: boolean): string {
  const { setup, choices } = described(now.describe())
  const broken = changes({ setup: frozen.setup, choices: frozen.choices }, { setup, choices })
  if (broken.length > 0 && !isUnreleased) {
    throw new Error(
      `version ${CURRENT_VERSION} is frozen; a changed default needs a new version:\n${broken.join('\n')}`,
    )
  }
  const engine = isUnreleased ? { id: now.id, version: now.version } : frozen.engine
  const path = fileOf(now.id)
  // The manifest of a small engine says them itself; frozen.test.ts holds it to that.
  if (!existsSync(dirname(path))) return `nothing for ${now.id}: it has no folder frozen/`
  writeFileSync(path, `${JSON.stringify({ engine, setup, choices }, null, 2)}\n`)
  return path
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = process.argv.slice(2)
  const wrong = options.find((option) => option !== '--unreleased')
  try {
    if (wrong !== undefined) throw new Error(`unknown option ${wrong}; known: --unreleased`)
    for (const { load, manifest } of engines) {
      const [engine, { frozen }] = await Promise.all([load(), manifest()])
      const known = frozen[CURRENT_VERSION] ?? { engine, setup: {}, choices: {} }
      console.log(`wrote ${freeze(engine, known, options.includes('--unreleased'))}`)
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
