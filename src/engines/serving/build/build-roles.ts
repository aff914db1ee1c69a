/**
 * Builds the roles of a set-up over a cluster, all at the start and those that changed when a patch comes. Whatever a server
 * could not know is guarded here: definitions get columns that throw where they have not declared to see them.
 */
import type { Draws } from '../../../kernel/draws.ts'
import type { SimulationContext } from '../../../kernel/engine.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { created, picked } from '../../../schema/choice.ts'
import { isArrivals } from '../../../traces/dataset.ts'
import type { Admission } from '../contracts/admission.ts'
import type { BlockLookUp } from '../contracts/block-look-up.ts'
import { contexts } from '../contracts/contexts.ts'
import type { Decoder } from '../contracts/decoder.ts'
import type { RoleContext } from '../contracts/definition.ts'
import type { Interconnect } from '../contracts/interconnect.ts'
import type { KvRead } from '../contracts/kv-read.ts'
import type { Preemption, PreemptionContext } from '../contracts/preemption.ts'
import { Phase } from '../contracts/request.ts'
import type { Scheduler } from '../contracts/scheduler.ts'
import type { Workload } from '../contracts/workload.ts'
import type { Cluster } from '../core/cluster.ts'
import { InstanceView } from '../core/instance-view.ts'
import { laterWorkload } from '../core/later-workload.ts'
import { preempt } from '../core/lifecycle.ts'
import { factOf, stateOf } from '../core/mechanism.ts'
import { isHeld } from '../core/phases.ts'
import type { Roles } from '../core/roles.ts'
import { createCostModel } from '../cost/cost-model.ts'
import type { CostModel } from '../cost/cost-setup.ts'
import { withLookUps } from '../cost/look-ups.ts'
import { gateRanks } from '../cost/shard.ts'
import { denoisingState } from '../mechanisms/denoising/state.ts'
import { fleetState } from '../mechanisms/fleet/state.ts'
import { lookUpState } from '../mechanisms/look-ups/state.ts'
import { DraftTally } from '../mechanisms/speculation/draft-tally.ts'
import { speculationState } from '../mechanisms/speculation/state.ts'
import { type Swapping, swappingState } from '../mechanisms/swapping/state.ts'
import { visibleRequests } from '../requests/view.ts'
import { admissions } from '../roles/admission/index.ts'
import { blockLookUps } from '../roles/block-look-up/index.ts'
import { decoders } from '../roles/decoder/index.ts'
import { gates } from '../roles/gate/index.ts'
import { interconnects } from '../roles/interconnect/index.ts'
import { kvReads } from '../roles/kv-read/index.ts'
import { lengths } from '../roles/length/index.ts'
import { preemptions } from '../roles/preemption/index.ts'
import { routers } from '../roles/router/index.ts'
import { schedulers } from '../roles/scheduler/index.ts'
import { workloads } from '../roles/workload/index.ts'
import { createLengthEstimate } from '../services/length-estimate.ts'
import { prefillTimeOf } from '../services/own-speed.ts'
import type { BurstEvent, PatchEvent, ServingEvent } from '../set-up/event-kinds.ts'
import { gateLayers, resolveHardware } from '../set-up/hardware.ts'
import type { ServingSetup } from '../set-up/schema.ts'

export interface RolesOptions {
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
export function buildRoles(cluster: Cluster, setup: ServingSetup, options: RolesOptions): Roles {
  const { since, context } = options
  const isNew = (...keys: readonly (keyof ServingSetup)[]): boolean =>
    since === null || keys.some((key) => JSON.stringify(since.setup[key]) !== JSON.stringify(setup[key]))
  const before = since?.roles
  const router = picked(routers, setup.router)
  const decoder = before && !isNew('decoder') ? before.decoder : decoderOf(cluster, setup, context.draws)
  const costs = before && !isNew('cost', 'decoder') ? before.costs : costsOf(cluster, setup, decoder)
  const planners = before && !isNew('scheduler') ? before : schedulersOf(cluster, setup, context.draws, costs)
  return {
    workload: before && !isNew('workload', 'lengths') ? before.workload : workloadOf(cluster, setup, options),
    router:
      before && !isNew('router')
        ? before.router
        : router.definition.create(router.knobs, guardedContext(cluster, context.draws, router.definition)),
    admission: before && !isNew('admission') ? before.admission : admissionOf(cluster, setup, context.draws),
    schedulers: planners.schedulers,
    views: planners.views,
    decoder,
    gate: before ? before.gate : gateOf(cluster, setup, context.draws),
    preemption: preemptionOf(cluster, setup, costs[0]),
    costs,
    blockLookUp: before ? before.blockLookUp : blockLookUpOf(cluster, setup),
    kvRead: before && !isNew('kvRead') ? before.kvRead : kvReadOf(cluster, setup, context.draws),
    interconnect: before && !isNew('interconnect') ? before.interconnect : interconnectOf(setup),
  }
}

/** Applies a patch event: its `setup` is the whole set-up from then on. */
export function patchRoles(
  cluster: Cluster,
  patch: {
    readonly event: PatchEvent
    readonly index: number
    readonly setupBefore: ServingSetup
    readonly events: readonly ServingEvent[]
  },
  context: SimulationContext,
): void {
  const setup = patch.event.setup as unknown as ServingSetup
  const since = { at: patch.event.at, index: patch.index, roles: cluster.roles, setup: patch.setupBefore }
  cluster.roles = buildRoles(cluster, setup, { context, events: patch.events, since })
  if (cluster.roles.decoder !== since.roles.decoder) widenStreams(cluster)
  for (const hook of cluster.mechanisms.hooks.patched) hook(since.roles, patch.event.at)
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
  const { memory, requests, classes } = cluster
  return {
    ...{ draws, memory, requests, classes },
    fact: (fact) => factOf(cluster, fact),
    perRequest: (kind, initial) => memory.perRequest(kind, initial),
  }
}

/** The context of roles that a server has: they see no output length. */
function guardedContext(cluster: Cluster, draws: Draws, algorithm: { readonly id: string }): RoleContext {
  const requests = visibleRequests(cluster.requests, algorithm)
  return { ...roleContext(cluster, draws), requests, fact: (fact) => factOf(cluster, fact, requests) }
}

export function decoderOf(cluster: Cluster, setup: ServingSetup, draws: Draws): Decoder {
  const { definition, knobs } = picked(decoders, setup.decoder)
  const speculation = stateOf(cluster, speculationState)
  const denoising = stateOf(cluster, denoisingState)
  const context = {
    ...guardedContext(cluster, draws, definition),
    acceptance: speculation?.amounts ?? denoising?.replaced ?? NOTHING_DRAFTED,
    denoised: denoising?.amounts ?? NOTHING_DRAFTED,
    find: cluster.find,
    // One for all decoders of a run, so that a patch does not begin it anew; those that draft nothing never ask.
    report: () => {
      if (speculation === null) throw new InvariantError(`${definition.id} drafts and does not say so`)
      speculation.tally ??= new DraftTally(cluster.memory)
      return speculation.tally
    },
  }
  const decoder = definition.create(knobs, context)
  if (decoder.drafts !== null && !definition.isDrafting) {
    throw new InvariantError(`${definition.id} drafts and does not say so`)
  }
  if (decoder.fills !== undefined && !definition.isDenoising) {
    throw new InvariantError(`${definition.id} fills masks in and does not say so`)
  }
  return decoder
}

/** Amounts of decoders of a run in which none drafts. */
const NOTHING_DRAFTED = new Float64Array(4)

function schedulersOf(
  cluster: Cluster,
  setup: ServingSetup,
  draws: Draws,
  costs: readonly CostModel[],
): { schedulers: Scheduler[]; views: InstanceView[] } {
  const { definition, knobs } = picked(schedulers, setup.scheduler)
  const context = {
    ...guardedContext(cluster, draws, definition),
    maxRunning: setup.batching.maxRunning,
    longestPrompt: cluster.limits.length,
    content: cluster.content,
    lengthEstimate: createLengthEstimate({ memory: cluster.memory, draws, requests: cluster.requests, setup }),
  }
  return {
    schedulers: cluster.instances.map(({ index }) =>
      definition.create(knobs, {
        ...context,
        prefillTime: prefillTimeOf(costs[index], setup),
      }),
    ),
    views: cluster.instances.map(
      (instance) =>
        new InstanceView({
          instance,
          requests: cluster.requests,
          visible: context.requests,
          contexts: factOf(cluster, contexts),
          priorities: cluster.classes.map(({ priority }) => priority),
          victimsFirst: () => cluster.roles.admission.victimsFirst,
          hasStreams: () => cluster.roles.workload.growth !== undefined,
          isHeld: () => isHeld(cluster, instance),
          onPreempt: (victim) => preempt(cluster, instance, victim, cluster.alive.now),
        }),
    ),
  }
}

function admissionOf(cluster: Cluster, setup: ServingSetup, draws: Draws): Admission {
  const { definition, knobs } = picked(admissions, setup.admission)
  return definition.create(knobs, {
    ...guardedContext(cluster, draws, definition),
    longest: cluster.limits.length,
    widestRound: cluster.limits.widest,
    lengthEstimate: createLengthEstimate({ memory: cluster.memory, draws, requests: cluster.requests, setup }),
  })
}

function workloadOf(cluster: Cluster, setup: ServingSetup, { context, events, since }: RolesOptions): Workload {
  const draws = since === null ? context.draws : laterDraws(context.draws, since.index)
  const begin = since?.at ?? 0
  const classDraw = draws.stream('class')
  const groupDraw = draws.stream('system-prompt')
  const shares = cluster.classes.map((_, index) => Object.values(setup.classes)[index].share)
  const total = shares.reduce((sum, share) => sum + share, 0)
  const { groups, tokens, byClass } = setup.sharing
  const drawClass = (index: number): number => {
    let left = total > 0 ? classDraw.at(index) * total : 0
    for (let at = 0; at < shares.length; at++) {
      left -= shares[at]
      if (left < 0) return at
    }
    return 0
  }
  const { definition, knobs } = picked(workloads, setup.workload)
  const workload = definition.create(knobs, {
    ...roleContext(cluster, draws),
    content: cluster.content,
    prompt: created(lengths, setup.lengths.prompt, {
      draws,
      purpose: 'prompt',
    }),
    output: created(lengths, setup.lengths.output, {
      draws,
      purpose: 'output',
    }),
    table(key) {
      const data = context.data[key]
      return isArrivals(data) ? data : null
    },
    drawClass,
    scales: Object.values(setup.classes).map(({ promptScale, outputScale }) => ({
      prompt: promptScale,
      output: outputScale,
    })),
    systemPrompt: {
      tokens: groups > 0 ? tokens : 0,
      groupOf: (index) =>
        groups > 0 ? Math.floor(groupDraw.at(index) * groups) + (byClass ? drawClass(index) * groups : 0) : -1,
    },
    bursts: events
      .filter((event): event is BurstEvent => event.kind === 'burst' && event.at >= begin)
      .map(({ at, requests, over, promptTokens, outputTokens }) => ({
        at: at - begin, // a later workload's clock begins with it
        requests,
        over,
        ...(promptTokens === undefined ? {} : { promptTokens }),
        ...(outputTokens === undefined ? {} : { outputTokens }),
      })),
  })
  if (workload.growth && !definition.streams) throw new InvariantError(`${definition.id} streams and does not say so`)
  if (workload.programOf && !definition.hasPrograms) {
    throw new InvariantError(`${definition.id} has programs and does not say so`)
  }
  return since === null ? workload : laterWorkload(workload, since.at, cluster)
}

/** Streams of their own for a workload that replaces another, or its requests would repeat the first one's. */
const laterDraws = (draws: Draws, index: number): Draws => ({
  stream: (purpose) => draws.stream(`${purpose}@${index}`),
})

function gateOf(cluster: Cluster, setup: ServingSetup, draws: Draws) {
  const { model, pools } = resolveHardware(setup)
  if (!model.experts) return null
  const domain = draws.stream('domain')
  const { definition, knobs } = picked(gates, setup.gate)
  return definition.create(knobs, {
    ...guardedContext(cluster, draws, definition),
    experts: model.experts.count,
    active: model.experts.active,
    layers: gateLayers(setup),
    ranks: gateRanks(pools[0]),
    domainOf: (request) => domain.word(request),
    find: cluster.find,
  })
}

/** By instance; those of one pool share a model. */
function costsOf(cluster: Cluster, setup: ServingSetup, decoder: Decoder): CostModel[] {
  const { accelerator, model, peerLink } = resolveHardware(setup)
  const finds = stateOf(cluster, lookUpState) === null ? (model: CostModel) => model : withLookUps
  const models = new Map(
    cluster.pools.map((pool) => [
      pool,
      finds(
        createCostModel({
          model,
          accelerator,
          peerLink,
          precision: setup.precision,
          placement: pool,
          // Where duties change an instance must be able to do either.
          duty: stateOf(cluster, fleetState) ? 'whole' : pool.duty,
          settings: setup.cost,
          draftCost: decoder.draftCost,
        }),
      ),
    ]),
  )
  return cluster.instances.map(({ pool }) => models.get(pool) as CostModel)
}

function blockLookUpOf({ find }: Cluster, setup: ServingSetup): BlockLookUp {
  return created(blockLookUps, setup.blockLookUp, { find })
}

function kvReadOf(cluster: Cluster, setup: ServingSetup, draws: Draws): KvRead {
  const { definition, knobs } = picked(kvReads, setup.kvRead)
  const context = { ...guardedContext(cluster, draws, definition), content: cluster.content, find: cluster.find }
  return definition.create(knobs, context)
}

function preemptionOf(cluster: Cluster, setup: ServingSetup, cost: CostModel): Preemption {
  const { definition, knobs } = picked(preemptions, setup.preemption)
  const preemption = definition.create(knobs, preemptionContext(cluster, setup, cost))
  if (preemption.hostCapacity > 0 && !definition.moves) {
    throw new InvariantError(`${definition.id} moves victims and does not say so`)
  }
  return preemption
}

function preemptionContext(cluster: Cluster, setup: ServingSetup, cost: CostModel): PreemptionContext {
  const prefillTime = prefillTimeOf(cost, setup)
  const { blockTokens } = setup.kv
  return {
    recomputeTime: (tokens) => prefillTime(tokens, 0),
    moveTime: (tokens) => {
      const { hostLatency, hostBandwidth } = hostLinkOf(cluster)
      return hostLatency + (Math.ceil(tokens / blockTokens) * cluster.blockBytes) / hostBandwidth
    },
  }
}

function hostLinkOf(cluster: Cluster): Swapping {
  const state = stateOf(cluster, swappingState)
  if (state === null) throw new InvariantError('no victim moves without a host link')
  return state
}

function interconnectOf(setup: ServingSetup): Interconnect {
  const { peerLink, model } = resolveHardware(setup)
  const efficiency = setup.cost.ideal ? 1 : setup.cost.networkEfficiency
  return created(interconnects, setup.interconnect, {
    bandwidth: peerLink.bandwidth * efficiency,
    latency: peerLink.latency,
    layers: model.layers,
  })
}
