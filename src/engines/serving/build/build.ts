/**
 * Builds a simulation from a completed set-up: state, roles, instances. A patch at t builds the roles it changed again, in the
 * same memory, which is why a checkpoint can be taken over by a fresh simulation that applies the same patches first.
 */
import { exponential } from '../../../kernel/distributions.ts'
import type { SimulationContext } from '../../../kernel/engine.ts'
import { EventQueue } from '../../../kernel/event-queue.ts'
import { Histogram } from '../../../kernel/histogram.ts'
import { Memory } from '../../../kernel/memory.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Steps } from '../../../kernel/steps.ts'
import { chosen, created } from '../../../schema/choice.ts'
import type { Decoder } from '../contracts/decoder.ts'
import type { Pool } from '../contracts/placement.ts'
import type { RequestId } from '../contracts/request.ts'
import { aliveAmong } from '../core/alive.ts'
import type { Cluster, ServiceClass, Stretch } from '../core/cluster.ts'
import { clusterView, presentLoad } from '../core/cluster-view.ts'
import { Instance } from '../core/instance.ts'
import { install, nothingInstalled } from '../core/mechanism.ts'
import { openingRecording } from '../core/recording.ts'
import { DecodeStretch } from '../core/stretch.ts'
import { Content } from '../kv/content.ts'
import { KvCache } from '../kv/kv-cache.ts'
import { RankedKv } from '../kv/ranked-kv.ts'
import { mechanisms } from '../mechanisms/index.ts'
import { Requests } from '../requests/requests.ts'
import { prefixCaches } from '../roles/prefix-cache/index.ts'
import { schedulers } from '../roles/scheduler/index.ts'
import { findSource, isProblem } from '../services/real-source.ts'
import type { PatchEvent, ServingEvent } from '../set-up/event-kinds.ts'
import { blocksOf, capacityOf, lengthLimit, longestRequest, resolveHardware, widestRound } from '../set-up/hardware.ts'
import type { ServingSetup } from '../set-up/schema.ts'
import { buildRoles, decoderOf } from './build-roles.ts'

/** In steps: a cluster of hundreds of instances takes hundreds of milliseconds. */
export function* buildingCluster(
  setup: ServingSetup,
  context: SimulationContext,
  events: readonly ServingEvent[],
): Steps<Cluster> {
  const memory = new Memory()
  const requests = new Requests(memory)
  const content = new Content(memory)
  const resolved = resolveHardware(setup)
  const { model, pools } = resolved
  const capacities = pools.map((pool) => capacityOf(setup, pool))
  const blocks = capacities.map((capacity) => blocksOf(setup, capacity))
  const prefixCache = created(prefixCaches, setup.prefixCache, null)
  const room = memory.perRequest('i32', 0)
  const table = memory.perRequest('i32', -1)
  const rankOf = memory.perRequest('u8', 0)
  const { maxRunning } = setup.batching
  const later = events.filter((event): event is PatchEvent => event.kind === 'patch')
  const setups = [setup, ...later.map((event) => event.setup as unknown as ServingSetup)]
  const stoppable = setups.some((each) => chosen(schedulers, each.scheduler).interrupts) ? STOPPABLE : 0
  // Roles are built over the instances: what a batch asks of them is found when it asks.
  const unread = () => unbuilt.roles.kvRead.unread
  const setAside = (request: RequestId) => unbuilt.roles.admission.setAside(request)
  const aheadOfAnswers = () => unbuilt.roles.admission.aheadOfAnswers
  const places = poolOfInstance(pools)
  const instances: Instance[] = []
  for (const [index, { pool, number }] of places.entries()) {
    const ranks = Array.from(
      { length: pool.data },
      () =>
        new KvCache({
          memory,
          requests,
          content,
          blocks: blocks[number],
          blockTokens: setup.kv.blockTokens,
          reserveBlocks: Math.ceil(blocks[number] * setup.kv.watermark),
          setAside,
          aheadOfAnswers,
          keeps: prefixCache.keeps,
          eviction: prefixCache.evicts,
          room,
          table,
        }),
    )
    const kv = new RankedKv(ranks, rankOf, table)
    instances.push(new Instance({ index, memory, requests, kv, rankOf, pool, stoppable, maxRunning, unread }))
    if (index % AT_ONCE === AT_ONCE - 1) yield (0.4 * index) / places.length
  }
  const alive = memory.object<Cluster['alive']>({ instances: [], receivers: [], offered: [], draining: [], now: 0 })
  Object.assign(alive, aliveAmong(instances))
  const classes = serviceClasses(setup)
  const patience = context.draws.stream('patience')
  const meanPatience = setup.clients.patience > 0 ? setup.clients.patience : Number.POSITIVE_INFINITY
  const cluster: Omit<Cluster, 'roles' | 'recording' | 'recordingOptions' | 'stretches'> = {
    setup,
    find(source) {
      const found = findSource(source, context, '')
      if (isProblem(found)) throw new InvariantError(found.message)
      return found
    },
    pools,
    mechanisms: nothingInstalled(),
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
      iterations: 0,
      tokensProcessed: 0,
      tokensEmitted: 0,
      tokensRecomputed: 0,
      arrivalAt: Number.POSITIVE_INFINITY,
      deaths: 0,
      leaving: 0,
      worstGap: 0,
      busy: 0,
      stopped: 0,
    }),
    gaps: memory.object(new Histogram()),
    preempted: { times: [], rows: [] },
    limits: {
      queue: setup.limits.queue > 0 ? setup.limits.queue : Number.POSITIVE_INFINITY,
      length: Math.min(
        lengthLimit(setup, model.maxPositions),
        Math.max(1, longestRequest(Math.min(...blocks), setup.kv.blockTokens, widestRound(setups))),
      ),
      widest: widestRound(setups),
      timeout: setup.limits.timeout > 0 ? setup.limits.timeout : Number.POSITIVE_INFINITY,
      patience: meanPatience,
    },
    alive,
    clusterView: clusterView(instances, alive, presentLoad(instances)),
    pace: memory.object({ now: 0, until: 0, again: false, patches: 0 }),
    patience: (request) =>
      meanPatience === Number.POSITIVE_INFINITY ? meanPatience : exponential(patience.at(request), meanPatience),
    blockBytes: capacities[0].blockBytes,
    leaving: memory.perRequest('u8', 0),
    lane: memory.perRequest('i32', -1),
    lanes: memory.object({ free: [] as number[], used: 0 }),
    due: memory.array('u8', instances.length),
    classes,
    horizon: setup.horizon.duration > 0 ? setup.horizon.duration : Number.POSITIVE_INFINITY,
  }
  const unbuilt = cluster as Cluster
  let built: readonly Decoder[] | null = null
  const decoders = () => (built ??= setups.map((each) => decoderOf(unbuilt, each, context.draws)))
  install(unbuilt, mechanisms, { setups, events, hardware: resolved, decoders })
  unbuilt.roles = buildRoles(unbuilt, setup, { context, events, since: null })
  const { tracks, queue } = unbuilt.mechanisms
  const recordingOptions = { capacities: instances.map(({ kv }) => kv.capacityTokens), queue, tracks }
  const stretches: Stretch[] = []
  for (const instance of instances) {
    stretches.push(new DecodeStretch(unbuilt, instance))
    if (instance.index % AT_ONCE === AT_ONCE - 1) yield 0.4 + (0.2 * instance.index) / places.length
  }
  const opening = openingRecording(context.recorder, recordingOptions)
  let step = opening.next()
  for (; !step.done; step = opening.next()) yield 0.6 + 0.4 * step.value
  Object.assign(unbuilt, { stretches, recordingOptions, recording: step.value })
  for (const hook of unbuilt.mechanisms.hooks.marking) hook(null, 0)
  return unbuilt
}

/** Instances that are built in one step: some two milliseconds. */
const AT_ONCE = 16

/** Batches that may be stopped beside the one that runs; further newcomers wait for an end. */
const STOPPABLE = 8

/** The pool of each instance, and that pool's number. */
const poolOfInstance = (pools: readonly Pool[]): { readonly pool: Pool; readonly number: number }[] =>
  pools.flatMap((pool, number) => Array.from({ length: pool.instances }, () => ({ pool, number })))

function serviceClasses(setup: ServingSetup): ServiceClass[] {
  return Object.entries(setup.classes).map(([name, { priority, ttft, tpot, deadline }]) => ({
    ...{ name, priority, ttft, tpot },
    deadline: deadline > 0 ? deadline : Number.POSITIVE_INFINITY,
  }))
}
