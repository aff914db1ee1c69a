/**
 * Builds a simulation from a completed set-up: state, roles, instances. A patch at t builds the roles it changed again, in the
 * same memory, which is why a checkpoint can be taken over by a fresh simulation that applies the same patches first.
 */
import { find } from '../../catalog/find.ts'
import { links } from '../../catalog/links.ts'
import { exponential } from '../../kernel/distributions.ts'
import { createDraws, type Draws } from '../../kernel/draws.ts'
import type { SimulationContext } from '../../kernel/engine.ts'
import { EventQueue } from '../../kernel/event-queue.ts'
import { Histogram } from '../../kernel/histogram.ts'
import { Memory } from '../../kernel/memory.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { ArrivalTable } from '../../traces/arrivals.ts'
import { acceleratorDefinitions as accelerators } from './accelerator/index.ts'
import { chosen } from './choice.ts'
import type { Cluster, Roles, ServiceClass } from './cluster.ts'
import { clusterView } from './cluster-view.ts'
import { createCostModel } from './cost/cost-model.ts'
import { type KvCapacity, kvCapacity } from './cost/kv-capacity.ts'
import { decoders } from './decoder/index.ts'
import type { BurstEvent, PatchEvent, ServingEvent } from './document-events.ts'
import { gates } from './gate/index.ts'
import { Instance, InstanceView } from './instance.ts'
import { Content } from './kv/content.ts'
import { KvCache } from './kv/kv-cache.ts'
import { RankedKv } from './kv/ranked-kv.ts'
import { kvTiers } from './kv-tiers/index.ts'
import { laterWorkload } from './later-workload.ts'
import { lengths } from './length/index.ts'
import { preempt } from './lifecycle.ts'
import { modelDefinitions as models } from './model/index.ts'
import { placements } from './placement/index.ts'
import { openRecording } from './recording.ts'
import { Phase, Requests } from './requests.ts'
import { retentions } from './retention/index.ts'
import type { Decoder, Placement, RoleContext, Scheduler, Workload } from './roles.ts'
import { routers } from './router/index.ts'
import { schedulers } from './scheduler/index.ts'
import type { ServingSetup } from './schema.ts'
import { guardedRequests, visibleRequests } from './view.ts'
import { workloads } from './workload/index.ts'

/** Hardware and model of a set-up, looked up once. */
export function resolveHardware(setup: ServingSetup) {
  const accelerator = chosen(accelerators, setup.accelerator).create(setup.accelerator.knobs as never, null)
  const model = chosen(models, setup.model).create(setup.model.knobs as never, null)
  const placement = chosen(placements, setup.placement).create(setup.placement.knobs as never, null)
  const link = (id: string, own: string) => find(links, id === 'catalogue' ? own : id)
  return {
    accelerator,
    model,
    placement,
    peerLink: link(setup.peerLink, accelerator.peerLink),
    hostLink: link(setup.hostLink, accelerator.hostLink),
  }
}

/** Length limit in tokens: the model's positions, or what the set-up says. */
export const lengthLimit = (setup: ServingSetup, maxPositions: number): number =>
  setup.limits.length > 0 ? setup.limits.length : maxPositions

/** The KV cache that the set-up leaves room for; `tokenLimit` is the scheduler's. */
export function capacityOf(setup: ServingSetup): KvCapacity {
  const { accelerator, model, placement } = resolveHardware(setup)
  const scheduler = chosen(schedulers, setup.scheduler).create(setup.scheduler.knobs as never, {
    ...detachedContext(),
    maxRunning: setup.batching.maxRunning,
    longestPrompt: lengthLimit(setup, model.maxPositions),
  })
  return kvCapacity({
    model,
    accelerator,
    precision: setup.precision,
    placement,
    settings: setup.cost,
    blockTokens: setup.kv.blockTokens,
    utilisation: setup.kv.utilisation,
    tokenLimit: scheduler.tokenLimit,
    maxRunning: setup.batching.maxRunning,
  })
}

/** For definitions that are asked about themselves before any simulation exists. */
function detachedContext(): RoleContext {
  const memory = new Memory()
  return {
    draws: createDraws(0),
    memory,
    requests: new Requests(memory),
    perRequest: (kind, initial) => memory.perRequest(kind, initial),
  }
}

export function buildCluster(
  setup: ServingSetup,
  context: SimulationContext,
  events: readonly ServingEvent[],
): Cluster {
  const memory = new Memory()
  const requests = new Requests(memory)
  const content = new Content(memory)
  const { model, placement, hostLink } = resolveHardware(setup)
  const capacity = capacityOf(setup)
  const blocks = blocksOf(setup, capacity)
  const retention = chosen(retentions, setup.retention).create(setup.retention.knobs as never, null)
  const room = memory.perRequest('i32', 0)
  const table = memory.perRequest('i32', -1)
  const rankOf = memory.perRequest('u8', 0)
  const { maxRunning } = setup.batching
  const instances = Array.from({ length: placement.instances }, (_, index) => {
    const ranks = Array.from(
      { length: placement.data },
      () =>
        new KvCache({
          memory,
          requests,
          content,
          blocks,
          blockTokens: setup.kv.blockTokens,
          reserveBlocks: Math.ceil(blocks * setup.kv.watermark),
          keeps: retention.keeps,
          eviction: retention.evicts,
          room,
          table,
        }),
    )
    const kv = new RankedKv(ranks, rankOf, table)
    return new Instance({ index, memory, requests, kv, rankOf, pipeline: placement.pipeline, maxRunning })
  })
  const alive = memory.object({ instances: instances.map(({ index }) => index), now: 0 })
  const classes = serviceClasses(setup)
  const patience = context.draws.stream('patience')
  const meanPatience = setup.clients.patience > 0 ? setup.clients.patience : Number.POSITIVE_INFINITY
  const cacheTokens = blocks * setup.kv.blockTokens
  const expertCount = model.experts?.count ?? 0
  const cluster: Omit<Cluster, 'roles' | 'recording' | 'recordingOptions'> = {
    setup,
    placement,
    memory,
    requests,
    content,
    queue: memory.object(new EventQueue()),
    instances,
    totals: memory.object({
      finished: 0,
      rejected: 0,
      cancelled: 0,
      timedOut: 0,
      truncated: 0,
      preemptions: 0,
      swapOuts: 0,
      swapBytes: 0,
      iterations: 0,
      tokensProcessed: 0,
      tokensEmitted: 0,
      tokensRecomputed: 0,
      accepted: 0,
      rejectedDrafts: 0,
      discarded: 0,
      bonus: 0,
      rounds: 0,
      uniqueExperts: 0,
      expertIterations: 0,
      arrivalAt: Number.POSITIVE_INFINITY,
      leaving: 0,
      worstGap: 0,
      busy: 0,
      stopped: 0,
    }),
    gaps: memory.object(new Histogram()),
    limits: {
      queue: setup.limits.queue > 0 ? setup.limits.queue : Number.POSITIVE_INFINITY,
      // A request must fit the cache of a rank alone, with a draft's worth to spare.
      length: Math.min(
        lengthLimit(setup, model.maxPositions),
        Math.max(1, cacheTokens - Math.max(setup.kv.blockTokens * 2, WIDEST_ROUND)),
      ),
      timeout: setup.limits.timeout > 0 ? setup.limits.timeout : Number.POSITIVE_INFINITY,
      patience: meanPatience,
    },
    alive,
    clusterView: clusterView(instances, alive),
    homeless: memory.object({ rows: [] as number[] }),
    patience: (request) =>
      meanPatience === Number.POSITIVE_INFINITY ? meanPatience : exponential(patience.at(request), meanPatience),
    blockBytes: capacity.blockBytes,
    hostBandwidth: hostLink.bandwidth * (setup.cost.ideal ? 1 : setup.cost.networkEfficiency),
    hostLatency: hostLink.latency,
    leaving: memory.perRequest('u8', 0),
    lane: memory.perRequest('i32', -1),
    lanes: memory.object({ free: [] as number[], used: 0 }),
    due: memory.array('u8', placement.instances),
    acceptance: memory.array('f64', 4),
    classes,
    horizon: setup.horizon.duration > 0 ? setup.horizon.duration : Number.POSITIVE_INFINITY,
  }
  const unbuilt = cluster as Cluster
  unbuilt.roles = buildRoles(unbuilt, setup, { context, events, since: null })
  const later = events.filter((event): event is PatchEvent => event.kind === 'patch')
  const drafts = [setup, ...later.map((event) => event.setup as unknown as ServingSetup)].some(
    (each) => decoderOf(unbuilt, each, context.draws).drafts !== null,
  )
  const recordingOptions = {
    instances: placement.instances,
    capacity: cacheTokens * placement.data,
    drafts: drafts ? ('assumed' as const) : null,
    experts:
      expertCount > 0
        ? { layers: gateLayers(unbuilt, setup), count: expertCount, provenance: 'assumed' as const }
        : null,
  }
  Object.assign(unbuilt, { recordingOptions, recording: openRecording(context.recorder, recordingOptions) })
  return unbuilt
}

/** Positions of a round with the longest draft, 1 + 16. */
const WIDEST_ROUND = 17

/** Blocks of a rank: as computed from memory, or as the set-up says. */
export const blocksOf = (setup: ServingSetup, capacity: KvCapacity): number =>
  setup.kv.capacityTokens > 0 ? Math.floor(setup.kv.capacityTokens / setup.kv.blockTokens) : capacity.blocks

interface RolesOptions {
  readonly context: SimulationContext
  readonly events: readonly ServingEvent[]
  /** The patch that asks for new roles and the roles so far; null at the start. */
  readonly since: {
    readonly at: Seconds
    readonly index: number
    readonly roles: Roles
    readonly setup: ServingSetup
  } | null
}

/** All roles of a set-up; with `since` only those whose part of the set-up changed are new. */
function buildRoles(cluster: Cluster, setup: ServingSetup, options: RolesOptions): Roles {
  const { since, context } = options
  const isNew = (...keys: readonly (keyof ServingSetup)[]): boolean =>
    since === null || keys.some((key) => JSON.stringify(since.setup[key]) !== JSON.stringify(setup[key]))
  const before = since?.roles
  const router = chosen(routers, setup.router)
  const decoder = before && !isNew('decoder') ? before.decoder : decoderOf(cluster, setup, context.draws)
  const planners = before && !isNew('scheduler') ? before : schedulersOf(cluster, setup, context.draws)
  return {
    workload: before && !isNew('workload', 'lengths') ? before.workload : workloadOf(cluster, setup, options),
    router:
      before && !isNew('router')
        ? before.router
        : router.create(setup.router.knobs as never, guardedContext(cluster, context.draws, router)),
    schedulers: planners.schedulers,
    views: planners.views,
    decoder,
    gate: before ? before.gate : gateOf(cluster, setup, context.draws),
    kvTiers: chosen(kvTiers, setup.kvTiers).create(setup.kvTiers.knobs as never, null),
    cost: before && !isNew('cost', 'decoder') ? before.cost : costOf(setup, decoder),
  }
}

/** Applies a patch event: its `setup` is the whole set-up from then on. */
export function patchRoles(
  cluster: Cluster,
  patch: { readonly event: PatchEvent; readonly index: number; readonly setupBefore: ServingSetup },
  context: SimulationContext,
): void {
  const setup = patch.event.setup as unknown as ServingSetup
  const since = { at: patch.event.at, index: patch.index, roles: cluster.roles, setup: patch.setupBefore }
  cluster.roles = buildRoles(cluster, setup, { context, events: [], since })
  if (cluster.roles.decoder !== since.roles.decoder) widenStreams(cluster)
  cluster.totals.arrivalAt = Number.POSITIVE_INFINITY
}

/** Streams outside an iteration draft as the new decoder says from now on; those inside one, when it ends. */
function widenStreams({ requests, roles }: Cluster): void {
  const { phase, emitted, decodeTokens } = requests
  for (let request = 0; request < requests.count; request++) {
    if (phase[request] < Phase.finished && emitted[request] > 0) decodeTokens[request] = roles.decoder.width(request)
  }
}

function roleContext(cluster: Cluster, draws: Draws): RoleContext {
  const { memory, requests } = cluster
  return { draws, memory, requests, perRequest: (kind, initial) => memory.perRequest(kind, initial) }
}

/** The context of roles that a server has: they see no output length. */
function guardedContext(cluster: Cluster, draws: Draws, algorithm: { readonly id: string }): RoleContext {
  return { ...roleContext(cluster, draws), requests: guardedRequests(cluster.requests, algorithm) }
}

function decoderOf(cluster: Cluster, setup: ServingSetup, draws: Draws): Decoder {
  const definition = chosen(decoders, setup.decoder)
  const context = { ...guardedContext(cluster, draws, definition), acceptance: cluster.acceptance }
  return definition.create(setup.decoder.knobs as never, context)
}

function schedulersOf(
  cluster: Cluster,
  setup: ServingSetup,
  draws: Draws,
): { schedulers: Scheduler[]; views: InstanceView[] } {
  const definition = chosen(schedulers, setup.scheduler)
  const visible = visibleRequests(cluster.requests, definition)
  const context = {
    ...roleContext(cluster, draws),
    requests: visible as Requests,
    maxRunning: setup.batching.maxRunning,
    longestPrompt: cluster.limits.length,
  }
  return {
    schedulers: cluster.instances.map(() => definition.create(setup.scheduler.knobs as never, context)),
    views: cluster.instances.map(
      (instance) =>
        new InstanceView({
          instance,
          requests: cluster.requests,
          visible,
          priorities: cluster.classes.map(({ priority }) => priority),
          onPreempt: (victim) => preempt(cluster, instance, victim, cluster.alive.now),
        }),
    ),
  }
}

function workloadOf(cluster: Cluster, setup: ServingSetup, { context, events, since }: RolesOptions): Workload {
  const draws = since === null ? context.draws : laterDraws(context.draws, since.index)
  const classDraw = draws.stream('class')
  const groupDraw = draws.stream('system-prompt')
  const shares = cluster.classes.map((_, index) => Object.values(setup.classes)[index].share)
  const total = shares.reduce((sum, share) => sum + share, 0)
  const { groups, tokens } = setup.sharing
  const workload = chosen(workloads, setup.workload).create(setup.workload.knobs as never, {
    ...roleContext(cluster, draws),
    content: cluster.content,
    prompt: chosen(lengths, setup.lengths.prompt).create(setup.lengths.prompt.knobs as never, {
      draws,
      purpose: 'prompt',
    }),
    output: chosen(lengths, setup.lengths.output).create(setup.lengths.output.knobs as never, {
      draws,
      purpose: 'output',
    }),
    table: (key) => (context.data[key] as ArrivalTable | undefined) ?? null,
    drawClass: (index) => {
      let left = total > 0 ? classDraw.at(index) * total : 0
      for (let at = 0; at < shares.length; at++) {
        left -= shares[at]
        if (left < 0) return at
      }
      return 0
    },
    systemPrompt: {
      tokens: groups > 0 ? tokens : 0,
      groupOf: (index) => (groups > 0 ? Math.floor(groupDraw.at(index) * groups) : -1),
    },
    bursts: events
      .filter((event): event is BurstEvent => event.kind === 'burst')
      .map(({ at, requests, over, promptTokens, outputTokens }) => ({
        at,
        requests,
        over,
        ...(promptTokens === undefined ? {} : { promptTokens }),
        ...(outputTokens === undefined ? {} : { outputTokens }),
      })),
  })
  return since === null ? workload : laterWorkload(workload, since.at, cluster)
}

/** Streams of their own for a workload that replaces another, or its requests would repeat the first one's. */
const laterDraws = (draws: Draws, index: number): Draws => ({
  stream: (purpose) => draws.stream(`${purpose}@${index}`),
})

const gateLayers = (cluster: Cluster, setup: ServingSetup): number => {
  const { model } = resolveHardware(setup)
  if (!model.experts) return 0
  const knobs = setup.gate.knobs as { readonly layers?: number }
  return Math.min(knobs.layers ?? 4, model.layers - model.experts.denseLayers, cluster.roles.gate === null ? 0 : 64)
}

function gateOf(cluster: Cluster, setup: ServingSetup, draws: Draws) {
  const { model, placement } = resolveHardware(setup)
  if (!model.experts) return null
  const domain = draws.stream('domain')
  const knobs = setup.gate.knobs as { readonly layers?: number }
  const definition = chosen(gates, setup.gate)
  return definition.create(setup.gate.knobs as never, {
    ...guardedContext(cluster, draws, definition),
    experts: model.experts.count,
    active: model.experts.active,
    layers: Math.min(knobs.layers ?? 4, model.layers - model.experts.denseLayers),
    ranks: placement.expertParallel ? placement.tensor * placement.data : 1,
    domainOf: (request) => domain.word(request),
  })
}

function costOf(setup: ServingSetup, decoder: Decoder) {
  const { accelerator, model, placement, peerLink } = resolveHardware(setup)
  return createCostModel({
    model,
    accelerator,
    peerLink,
    precision: setup.precision,
    placement,
    settings: setup.cost,
    draftCost: decoder.draftCost,
  })
}

export function serviceClasses(setup: ServingSetup): ServiceClass[] {
  return Object.entries(setup.classes).map(([name, { priority, ttft, tpot }]) => ({ name, priority, ttft, tpot }))
}

export type { Placement }
