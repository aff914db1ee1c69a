/**
 * Documents nobody would write: any settings of the frozen defaults changed to values of their kind, any algorithm
 * picked, up to four arms, events with patches, sweeps, data and views, and texts full of the marks links are made of.
 */
import fc from 'fast-check'
import { defaultExperiment, frozenDefaults } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { isRecord, own } from '../../src/experiment/record.ts'
import { setupOf } from '../../src/experiment/setup-of.ts'

const { choices } = frozenDefaults()

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'~\'"[]{}&=+%#?. ,;:/\\1e-0'), maxLength: 20 }),
  fc.constantFrom('true', 'null', '12', "'", '1e5', '%zz', '&v=2', '__proto__', '日本語 🙂', '<script>', 'a\u0000b\n'),
)
const key = fc.stringMatching(/^[a-z][a-z0-9_-]{0,6}$/).filter((name) => name !== 'constructor')
const number = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(0.1, 1e21, 5e-324))
  .map((value) => (value === 0 ? 0 : value))

/** One random edit: which of the tree's settings (as a fraction of their number) and what to put there. */
const change = fc.record({
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  number,
  text: nasty,
  toss: fc.boolean(),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

function change1(
  document: Experiment,
  patch: string,
  arm: string | undefined,
  { where, number, text, toss }: Change,
): Experiment {
  const leaves = settings(setupOf(document, arm), '')
  const [path, value] = leaves[Math.floor(where * leaves.length)]
  if (path.endsWith('.id')) {
    const ids = Object.keys(own(choices, path.slice(0, -3)) ?? {})
    const id = ids[Math.floor(Math.abs(number) % Math.max(1, ids.length))]
    return id === undefined ? document : edit(document, `${patch}.${path}`, id)
  }
  return edit(
    document,
    `${patch}.${path}`,
    typeof value === 'number' ? number : typeof value === 'string' ? text : toss,
  )
}

/** Paths and values of a whole setup, ids of choices included. */
function settings(tree: unknown, path: string): (readonly [string, unknown])[] {
  if (!isRecord(tree)) return [[path, tree]]
  return Object.entries(tree).flatMap(([name, inner]) => settings(inner, path === '' ? name : `${path}.${name}`))
}

const event = fc.record({
  at: number.map(Math.abs),
  kind: nasty.filter((kind) => kind !== ''),
  detail: nasty,
  list: fc.array(nasty, { maxLength: 3 }),
})
const data = fc.record(
  {
    title: nasty,
    rows: fc.nat(),
    hash: fc.stringMatching(/^[0-9a-f]{6,20}$/),
    embedded: fc.string({ maxLength: 200 }),
  },
  { requiredKeys: ['title', 'rows', 'hash'] },
)
const axis = fc.record({
  path: nasty.filter((path) => path !== ''),
  values: fc.array(fc.oneof(number, nasty, fc.boolean()), { minLength: 1, maxLength: 5 }),
})
const view = fc.record({ t0: number, t1: number, pins: nasty, hidden: nasty }, { requiredKeys: [] })

export const randomDocument: fc.Arbitrary<Experiment> = fc
  .record({
    title: nasty,
    seed: fc.oneof(fc.maxSafeInteger(), fc.nat(20)),
    changes: fc.array(change, { maxLength: 12 }),
    arms: fc.uniqueArray(key, { maxLength: 4 }),
    armChanges: fc.array(change, { maxLength: 8 }),
    events: fc.dictionary(key, event, { maxKeys: 3 }),
    fork: fc.option(fc.array(change, { minLength: 1, maxLength: 3 })),
    data: fc.dictionary(key, data, { maxKeys: 2 }),
    axes: fc.dictionary(key, axis, { maxKeys: 2 }),
    view,
  })
  .map((part) => {
    let document: Experiment = { ...defaultExperiment(), title: part.title, seed: part.seed === 0 ? 0 : part.seed }
    for (const one of part.changes) document = change1(document, 'setup', undefined, one)
    if (part.arms.length > 0) document = { ...document, arms: Object.fromEntries(part.arms.map((name) => [name, {}])) }
    const arms = Object.keys(document.arms)
    for (const [i, one] of part.armChanges.entries()) {
      const arm = arms[i % arms.length]
      document = change1(document, `arms.${arm}`, arm, one)
    }
    for (const [name, one] of Object.entries(part.events)) document = edit(document, `events.${name}`, { ...one })
    for (const one of part.fork ?? []) {
      document = edit(document, 'events.fork', { ...document.events?.fork, at: 1, kind: 'patch' })
      document = change1(document, 'events.fork.patch', undefined, one)
    }
    document = edit(document, 'data', { ...part.data })
    document = edit(document, 'sweep', Object.keys(part.axes).length > 0 ? { axes: { ...part.axes } } : undefined)
    return edit(document, 'view', { ...part.view })
  })
