/**
 * Random small experiments for properties: every role's definitions, tight caches, several instances, pipelines, ranks, and
 * events in the middle. About twenty requests, iterations of one second (`lab.ts`), so that a run takes a millisecond.
 */
import fc from 'fast-check'
import { type ServingSetup, serving } from '../../../src/engines/serving/index.ts'
import { admissions } from '../../../src/engines/serving/roles/admission/index.ts'
import { decoders } from '../../../src/engines/serving/roles/decoder/index.ts'
import { gates } from '../../../src/engines/serving/roles/gate/index.ts'
import { kvReads } from '../../../src/engines/serving/roles/kv-read/index.ts'
import { prefixCaches } from '../../../src/engines/serving/roles/prefix-cache/index.ts'
import { routers } from '../../../src/engines/serving/roles/router/index.ts'
import { schedulers } from '../../../src/engines/serving/roles/scheduler/index.ts'
import type { ServingSimulation } from '../../../src/engines/serving/simulation.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import type { DocumentEvent } from '../../../src/kernel/engine.ts'
import { createNullRecorder } from '../../../src/kernel/recorder.ts'
import { madeUpArtefacts, madeUpData } from '../../laws/supplies.ts'
import { heavyKv, merged, plainSetup } from './lab.ts'

export interface RandomExperiment {
  readonly seed: number
  readonly setup: ServingSetup
  readonly events: readonly DocumentEvent[]
}

type Tree = { readonly [key: string]: unknown }

const node = (id: string, knobs: object = {}) => ({ id, knobs })
const anyOf = (registry: readonly { readonly id: string }[]) =>
  fc.constantFrom(...registry.map(({ id }) => id)).map((id) => node(id))

const schedulerNode = fc.oneof(
  anyOf(schedulers),
  fc.constantFrom(
    node('chunked-prefill', { tokenBudget: 16 }),
    node('priority', { tokenBudget: 24 }),
    node('static', { batchSize: 3 }),
    node('fcfs', { reservedOutput: 20 }),
    node('prefill-first', { tokenLimit: 64 }),
  ),
)
const decoderNode = fc.oneof(anyOf(decoders), fc.constant(node('speculative', { draftLength: 7 })))
const preemptionNode = fc.constantFrom(node('recompute'), node('swap'), node('swap', { hostGB: 30 }))
const workloadNode = fc.constantFrom(
  node('poisson', { rate: 2, requests: 24 }),
  node('bursty', { rate: 1, requests: 20 }),
  node('on-off', { requests: 20 }),
  node('closed-loop', { clients: 5, requests: 20 }),
  node('sessions', { turns: 3, requests: 20 }),
)
const costPatch = fc.constantFrom<Tree>({ iterationOverheadUs: 5e5 }, { iterationOverheadUs: 1e6, ideal: true })

/** What an arm might change at t. */
const rolePatch: fc.Arbitrary<Tree> = fc.oneof(
  schedulerNode.map((scheduler) => ({ scheduler })),
  decoderNode.map((decoder) => ({ decoder })),
  anyOf(routers).map((router) => ({ router })),
  preemptionNode.map((preemption) => ({ preemption })),
  workloadNode.map((workload) => ({ workload })),
  costPatch.map((cost) => ({ cost })),
)

const few = fc.integer({ min: 1, max: 2 })
const soon = fc.constantFrom(0, 0.7, 4)
const moment = fc.double({ min: 0, max: 40, noNaN: true })
const instance = fc.integer({ min: 0, max: 2 })
const eventOf = fc.oneof(
  fc.record({ kind: fc.constant('patch'), at: moment, setup: rolePatch }),
  fc.record({ kind: fc.constant('burst'), at: moment, requests: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('slow'), at: moment, instance, factor: fc.constantFrom(0.5, 3) }),
  fc.record({ kind: fc.constant('kill'), at: moment, instance }),
  fc.record({ kind: fc.constant('restore'), at: moment, instance }),
)

const mixture: Tree = { model: { id: 'custom', knobs: { experts: 8, activeExperts: 2, expertDim: 16 } } }

/** Every way of placing instances, those that change what they do with looks and starts short enough to see many. */
const placementNode: fc.Arbitrary<Tree> = fc.oneof(
  fc
    .record({
      instances: fc.integer({ min: 1, max: 3 }),
      pipeline: fc.constantFrom(1, 1, 2, 3),
      data: fc.constantFrom(1, 1, 2),
    })
    .map((knobs) => node('aggregated', knobs)),
  fc.record({ prefillInstances: few, decodeInstances: few }).map((knobs) => node('disaggregated', knobs)),
  fc
    .record({ instances: few, control: fc.constantFrom('fixed', 'by limits') })
    .map((knobs) => node('partitioned', knobs)),
  fc
    .record({ otherPrefill: few, otherDecode: few, adjustEvery: fc.constantFrom(0, 1, 3), loadTime: soon })
    .map((knobs) => node('grouped', { ...knobs, interactivePrefill: 2, interactiveDecode: 2, apart: 0.01 })),
  fc
    .record({ instances: fc.integer({ min: 2, max: 4 }), interval: fc.constantFrom(0.5, 3), loadTime: soon })
    .map((knobs) => node('elastic', { ...knobs, up: 5, down: 8 })),
)

const setupOf: fc.Arbitrary<Tree> = fc
  .record({
    scheduler: schedulerNode,
    prefixCache: anyOf(prefixCaches),
    preemption: preemptionNode,
    decoder: decoderNode,
    router: anyOf(routers),
    gate: anyOf(gates),
    workload: workloadNode,
    sharing: fc.constantFrom({ groups: 0 }, { groups: 2, tokens: 40 }),
    classes: fc.constantFrom({}, { batch: { share: 1 } }),
    clients: fc.constantFrom({ patience: 0 }, { patience: 20 }),
    limits: fc.constantFrom({}, { queue: 3 }, { timeout: 8 }, { length: 60 }),
    batching: fc.constantFrom({ maxRunning: 3 }, { maxRunning: 16 }),
    kv: fc.record({
      capacityTokens: fc.constantFrom(160, 256, 1024),
      blockTokens: fc.constantFrom(1, 8, 16),
      watermark: fc.constantFrom(0, 0.1),
    }),
    placement: placementNode,
  })
  .chain((setup) => fc.constantFrom<Tree>({}, mixture, heavyKv).map((kind) => merged(setup, kind)))
  .map((setup) => merged(setup, alsoFollowing(setup)))

/** What is read of a cache, and steps of masks: said by what has been drawn, so that setups stay what they were. */
function alsoFollowing({ decoder, kv }: Tree): Tree {
  const { capacityTokens, blockTokens } = kv as Readonly<Record<string, number>>
  const steps = capacityTokens === 1024 ? node('recorded') : node('even', { block: 5 + blockTokens, perStep: 2 })
  return {
    kvRead: node(kvReads[(capacityTokens / 32 + blockTokens) % kvReads.length].id),
    ...((decoder as Tree).id === 'diffusion' && { decoder: node('diffusion', { steps }) }),
  }
}

const lengths: Tree = {
  prompt: node('uniform', { shortest: 1, width: 90 }),
  output: node('uniform', { shortest: 1, width: 30 }),
}

export const randomExperiment: fc.Arbitrary<RandomExperiment> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    setup: setupOf,
    events: fc.array(eventOf, { maxLength: 4 }),
    admission: anyOf(admissions),
  })
  .map(({ seed, setup, events, admission }) => {
    const tree = merged(plainSetup, merged({ ...setup, admission, lengths }, { cost: plainSetup.cost }))
    return { seed, setup: whole(tree), events: wholeEvents(tree, events) }
  })

/** As `run` does it: a patch event carries the whole set-up from then on, earlier patches included. */
function wholeEvents(tree: Tree, events: readonly { readonly kind: string; readonly at: number }[]): DocumentEvent[] {
  let setup = tree
  return [...events]
    .sort((one, other) => one.at - other.at)
    .map((event, index) => {
      const key = `e${index}`
      if (event.kind !== 'patch') return { ...event, key }
      setup = merged(setup, (event as unknown as { readonly setup: Tree }).setup)
      return { at: event.at, kind: event.kind, key, setup: whole(setup) }
    })
}

function whole(tree: Tree): ServingSetup {
  const { setup, problems } = serving.complete(tree)
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '))
  return setup
}

export function start({ seed, setup, events }: RandomExperiment): ServingSimulation {
  const context = {
    draws: createDraws(seed),
    recorder: createNullRecorder(),
    events,
    data: madeUpData,
    artefacts: madeUpArtefacts,
  }
  const started = serving.start(setup, context)
  if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join(' '))
  return started.value as ServingSimulation
}

/** Runs on for `events` events, or to the end. */
export function advance(simulation: ServingSimulation, events = Number.POSITIVE_INFINITY): 'more' | 'done' {
  return simulation.advance(Number.POSITIVE_INFINITY, Math.min(events, 100_000))
}
