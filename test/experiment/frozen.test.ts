import { describe, expect, it } from 'vitest'
import { changes, described } from '../../scripts/freeze-defaults.ts'
import { engines } from '../../src/engines/registry.ts'
import { CURRENT_VERSION, defaultExperiment, defaultsOf, frozenDefaults } from '../../src/experiment/defaults.ts'
import { set } from '../../src/experiment/path.ts'

const REMEDY =
  'run `npx tsx scripts/freeze-defaults.ts` (its header says what it refuses), then `npx tsx scripts/golden-links.ts`'

const all = await Promise.all(engines.map(async ({ id, load }) => [id, await load()] as const))

describe.each(all)('the frozen defaults of the current version, of %s,', (id, engine) => {
  const frozen = defaultsOf(defaultExperiment(id))
  const now = described(engine.describe())

  it('are still what the engine describes, so that old links mean what they meant', () => {
    expect(changes({ setup: frozen.setup, choices: frozen.choices }, now), REMEDY).toEqual([])
  })
  it('name every setting and every knob of the algorithms they know', () => {
    // An algorithm that is new may be missing until the next release: links let unknown ones pass.
    const known = Object.fromEntries(
      Object.entries(frozen.choices).map(([path, ids]) => [
        path,
        Object.fromEntries(Object.keys(ids).map((id) => [id, now.choices[path]?.[id]])),
      ]),
    )
    const missing = changes({ setup: now.setup, choices: known }, frozen).filter((change) =>
      change.endsWith('now gone'),
    )
    expect(missing, REMEDY).toEqual([])
  })
  it('are a whole setup in which the engine finds nothing to add or to mend', () => {
    expect(engine.complete(frozen.setup)).toEqual({ setup: frozen.setup, problems: [] })
  })
  it('make a whole setup with every algorithm of every choice', () => {
    for (const [path, ids] of Object.entries(frozen.choices)) {
      for (const [id, knobs] of Object.entries(ids)) {
        // A nested choice lies below an algorithm that need not be the default one: it is put in first.
        const [outer = '', inner] = path.split('.knobs.')
        const owner = Object.entries(frozen.choices[outer] ?? {}).find(([, own]) => inner !== undefined && inner in own)
        const start = owner === undefined ? frozen.setup : set(frozen.setup, outer, owner[0], frozen.choices)
        const setup = set(start, path, { id, knobs })
        expect(engine.complete(setup), `${path}=${id}`).toEqual({ setup, problems: [] })
      }
    }
  })
})

describe('frozen defaults', () => {
  it('are none of an engine that nobody knows: its documents say everything', () => {
    const other = defaultsOf({ v: CURRENT_VERSION, engine: { id: 'nope', version: '1.0.0' } })
    expect(other).toMatchObject({ setup: {}, choices: {} })
  })
  it('throw for a version that was never released', () => {
    expect(() => frozenDefaults(99)).toThrow(/version 99/)
  })
})

describe('freezing again', () => {
  it('accepts what is new and names what has changed or gone', () => {
    expect(changes({ a: 1, b: { c: 2 } }, { a: 1, b: { c: 2, d: 3 }, e: 4 })).toEqual([])
    expect(changes({ a: 1, b: { c: 2 } }, { a: 5, b: {} })).toEqual([
      'a: 1 was frozen, now 5',
      'b.c: 2 was frozen, now gone',
    ])
  })
})
