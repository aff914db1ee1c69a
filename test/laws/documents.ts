/**
 * Random small experiments over the whole description: any algorithm in any role, any knob, up to three arms, events of every
 * kind, a replayed trace. Small caches, so that requests are preempted and blocks evicted all the time.
 *
 * A document is a few numbers that set the scale and a list of changes on top, so that a failing one shrinks to the changes
 * that matter. A law's failure prints its link.
 */
import fc from 'fast-check'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { encode } from '../../src/experiment/link.ts'
import { readDocument } from '../../src/experiment/read-document.ts'
import { createReport } from '../../src/experiment/report.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { readTrace } from '../../src/traces/read-trace.ts'
import { type Knob, knobs, type Pick, picks } from './knobs.ts'
import { madeUpRecording } from './supplies.ts'

type Tree = { [key: string]: unknown }

/** Sixty rows of five conversations, as Mooncake writes them: every turn repeats what was said before. */
const conversations = Array.from({ length: 60 }, (_, row) => {
  const session = row % 5
  const turn = Math.floor(row / 5)
  const blocks = Math.min(turn, 3) + 1
  const ids = Array.from({ length: blocks }, (_, block) => (block === 0 ? session % 2 : 100 * session + block))
  return `{"timestamp": ${row * 70}, "input_length": ${blocks * 60 - (row % 7)}, "output_length": ${1 + ((row * 13) % 50)}, "hash_ids": [${ids}]}`
})

export const shelf = new Shelf()
const read = await readTrace('conversations', [conversations.join('\n')])
if (!read.ok) throw new Error(read.problems[0].message)
const { table } = read.value
shelf.put(table)
shelf.put(madeUpRecording)

const share = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1) },
)
type Change = { readonly target: Knob | Pick; readonly share: number }
const change: fc.Arbitrary<Change> = fc.record({
  target: fc.oneof(
    fc.constantFrom<Knob | Pick>(...picks.filter((pick) => !/^(model|accelerator)$/.test(pick.picks[0][0]))),
    fc.constantFrom<Knob | Pick>(...knobs.filter((knob) => !/^(model|accelerator)\./.test(knob.path))),
    fc.constantFrom<Knob | Pick>(...picks, ...knobs),
  ),
  share,
})

/** Time of an event: runs last some seconds, and several events often fall on the same moment. */
const moment = fc.oneof(
  fc.integer({ min: 0, max: 400 }).map((hundredth) => hundredth / 100),
  fc.constantFrom(0, 0.5, 1),
)
const instance = fc.integer({ min: 0, max: 2 })
const event = fc.oneof(
  fc.record({
    at: moment,
    kind: fc.constant('burst'),
    requests: fc.integer({ min: 1, max: 15 }),
    over: fc.constantFrom(0, 0.5),
  }),
  fc.record({ at: moment, kind: fc.constant('slow'), instance, factor: fc.constantFrom(0.05, 0.5, 3, 100) }),
  fc.record({ at: moment, kind: fc.constant('kill'), instance }),
  fc.record({ at: moment, kind: fc.constant('restore'), instance }),
  fc
    .record({ at: moment, changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
    .map(({ at, changes }) => ({ at, kind: 'patch', patch: changed({}, changes) })),
)

interface Scale {
  readonly requests: number
  readonly rate: number
  readonly prompt: number
  readonly output: number
  readonly capacityTokens: number
  readonly maxRunning: number
  readonly preemption: string
  readonly timeout: number
  readonly patience: number
  readonly instances: number
  readonly pipeline: number
  readonly data: number
  readonly model: string
}

const scale: fc.Arbitrary<Scale & { readonly seed: number }> = fc.record({
  requests: fc.integer({ min: 1, max: 40 }),
  rate: fc.constantFrom(2, 20, 100, 1000),
  prompt: fc.integer({ min: 1, max: 120 }),
  output: fc.integer({ min: 1, max: 90 }),
  // Two to three requests fill the smaller ones: streams that grow are preempted all the time.
  capacityTokens: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 80, max: 500 }) },
    { weight: 1, arbitrary: fc.constant(4000) },
  ),
  maxRunning: fc.constantFrom(32, 8, 2, 1),
  preemption: fc.constantFrom('recompute', 'swap'),
  timeout: fc.constantFrom(0, 0, 0, 0.3),
  patience: fc.constantFrom(0, 0, 0, 1),
  instances: fc.constantFrom(1, 1, 2),
  pipeline: fc.constantFrom(1, 1, 1, 2),
  data: fc.constantFrom(1, 1, 1, 2),
  // A mixture of experts now and then: changes draw one in a hundred.
  model: fc.constantFrom('llama-3.1-8b', 'llama-3.1-8b', 'llama-3.1-8b', 'llama-3.1-8b', 'qwen3-30b-a3b'),
  seed: fc.nat(1000),
})

export const smallDocument: fc.Arbitrary<Experiment> = fc
  .record({
    scale,
    changes: fc.array(change, { maxLength: 14 }),
    arms: fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 2 }),
    events: fc.array(event, { maxLength: 4 }),
  })
  .map(({ scale: { seed, ...scale }, changes, arms, events }) => {
    const raw = {
      ...defaultExperiment(),
      seed,
      setup: changed(setupAt(scale), changes),
      arms: Object.fromEntries([{}, ...arms.map((arm) => changed({}, arm))].map((patch, i) => ['abc'[i], patch])),
      events: Object.fromEntries(events.map((each, i) => [`e${i}`, each])),
      data: {
        trace: { title: table.title, rows: table.length, hash: table.hash },
        acceptance: { title: madeUpRecording.title, rows: madeUpRecording.length, hash: madeUpRecording.hash },
      },
    }
    return readDocument(raw, createReport())
  })

const setupAt = (scale: Scale): Tree => ({
  model: { id: scale.model, knobs: {} },
  placement: {
    id: 'aggregated',
    knobs: { instances: scale.instances, pipeline: scale.pipeline, data: scale.data },
  },
  workload: { id: 'poisson', knobs: { requests: scale.requests, rate: scale.rate } },
  lengths: {
    prompt: { id: 'uniform', knobs: { shortest: 1, width: scale.prompt } },
    output: { id: 'uniform', knobs: { shortest: 1, width: scale.output } },
  },
  kv: { capacityTokens: scale.capacityTokens },
  // Of the admissions the one that preempts most; changes draw the others.
  admission: { id: 'chunk-by-chunk', knobs: {} },
  preemption: { id: scale.preemption, knobs: {} },
  limits: { timeout: scale.timeout },
  clients: { patience: scale.patience },
  batching: { maxRunning: scale.maxRunning },
})

/** The tree with each change made: the algorithms it needs are picked on the way. */
function changed(tree: Tree, changes: readonly Change[]): Tree {
  for (const { target, share } of changes) {
    for (const [path, id] of target.picks) {
      const node = nodeAt(tree, path)
      if (node.id !== id) Object.assign(node, { id, knobs: smallKnobs(path, id) })
    }
    if (!('path' in target)) continue
    const steps = target.path.split('.')
    nodeAt(tree, steps.slice(0, -1).join('.'))[steps.at(-1) ?? ''] = target.value(share)
  }
  return tree
}

/** Knobs of an algorithm that was just picked: the default where that is small, else a small one. */
const smallKnobs = (path: string, id: string): Tree => {
  if (path === 'workload') return { requests: 30, ...(id === 'trace' ? { speed: 4 } : {}) }
  // Looks and starts short enough to happen in a small run.
  if (path === 'placement' && id === 'elastic') return { instances: 3, interval: 1, loadTime: 0.3, up: 4, down: 8 }
  if (path === 'placement' && id === 'grouped')
    return { interactivePrefill: 2, interactiveDecode: 2, adjustEvery: 1, loadTime: 0.3 }
  if (!path.startsWith('lengths.')) return {}
  if (id === 'two-sizes') return { short: 10, long: 60 }
  if (id === 'overflowing') return { median: 20, overflowMedian: 60, cap: 120 }
  return id === 'fixed' ? { tokens: 40 } : id === 'uniform' ? { shortest: 1, width: 60 } : { mean: 40 }
}

function nodeAt(tree: Tree, path: string): Tree {
  let node = tree
  for (const step of path.split('.').filter((each) => each !== '')) {
    node[step] ??= {}
    node = node[step] as Tree
  }
  return node
}

/** Checks a law on `count` random documents; a document that breaks it is named by its link. */
export function holdsFor(count: number, law: (document: Experiment) => void): void {
  fc.assert(
    fc.property(smallDocument, (document) => {
      try {
        law(document)
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
        throw new Error(`${encode(document)}\n${why}`)
      }
    }),
    // One seed: a failure in CI is the same failure on any desk. LAWS_SEED tries others.
    { numRuns: count, seed: Number(process.env.LAWS_SEED ?? 1), verbose: 0 },
  )
}
