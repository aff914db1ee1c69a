/**
 * What a set-up's hardware and model come to: catalogue entries looked up, and the KV cache that memory leaves room for.
 */
import { find } from '../../../catalog/find.ts'
import { links } from '../../../catalog/links.ts'
import { createDraws } from '../../../kernel/draws.ts'
import { Memory } from '../../../kernel/memory.ts'
import type { Tokens } from '../../../kernel/units.ts'
import { chosen, created } from '../../../schema/choice.ts'
import type { RoleContext } from '../contracts/definition.ts'
import type { Pool, Shape } from '../contracts/placement.ts'
import { atDraw } from '../cost/band.ts'
import { type KvCapacity, kvCapacity } from '../cost/kv-capacity.ts'
import { ratesOf } from '../cost/rates.ts'
import type { Roof } from '../cost/roof.ts'
import { Requests } from '../requests/requests.ts'
import { acceleratorDefinitions as accelerators } from '../roles/accelerator/index.ts'
import { decoders } from '../roles/decoder/index.ts'
import { modelDefinitions as models } from '../roles/model/index.ts'
import { placements } from '../roles/placement/index.ts'
import { schedulers } from '../roles/scheduler/index.ts'
import type { ServingSetup } from './schema.ts'

/** Hardware and model of a set-up, looked up once. */
export function resolveHardware(setup: ServingSetup) {
  const accelerator = created(accelerators, setup.accelerator, null)
  const model = created(models, setup.model, null)
  const { pools, fleet } = created(placements, setup.placement, null)
  const link = (id: string, own: string) => find(links, id === 'catalogue' ? own : id)
  return {
    accelerator,
    model,
    pools,
    fleet,
    peerLink: link(setup.peerLink, accelerator.peerLink),
    hostLink: link(setup.hostLink, accelerator.hostLink),
  }
}

/** Represented layers of the gate, 0 for a dense model. */
export function gateLayers(setup: ServingSetup): number {
  const { model } = resolveHardware(setup)
  const knobs = setup.gate.knobs as { readonly layers?: number }
  return model.experts ? Math.min(knobs.layers ?? 4, model.layers - model.experts.denseLayers) : 0
}

/** Length limit in tokens: the model's positions, or what the set-up says. */
export const lengthLimit = (setup: ServingSetup, maxPositions: number): number =>
  setup.limits.length > 0 ? setup.limits.length : maxPositions

/** Instances and accelerators of all pools. */
export const instanceCount = (pools: readonly Pool[]): number =>
  pools.reduce((sum, { instances }) => sum + instances, 0)
export const deviceCount = (pools: readonly Pool[]): number =>
  pools.reduce((sum, pool) => sum + pool.instances * devicesOf(pool), 0)
/** Accelerators of one instance. */
export const devicesOf = ({ tensor, pipeline, data }: Shape): number => tensor * pipeline * data

/** The KV cache that the set-up leaves room for in an instance of `pool`; `tokenLimit` is the scheduler's. */
export function capacityOf(setup: ServingSetup, pool: Pool): KvCapacity {
  const { accelerator, model } = resolveHardware(setup)
  const scheduler = created(schedulers, setup.scheduler, {
    ...detachedContext(),
    maxRunning: setup.batching.maxRunning,
    longestPrompt: lengthLimit(setup, model.maxPositions),
    prefillTime: () => 0,
    lengthEstimate: () => () => 1,
    content: { linksOf: () => [], prefixOf: () => null },
  })
  return kvCapacity({
    model,
    accelerator,
    precision: setup.precision,
    placement: pool,
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
  const requests = new Requests(memory)
  return {
    draws: createDraws(0),
    memory,
    requests,
    classes: [],
    fact: ({ otherwise }) => otherwise(requests),
    perRequest: (kind, initial) => memory.perRequest(kind, initial),
  }
}

/** Positions of a round with the longest draft, 1 + 16. */
const WIDEST_ROUND = 17

/** Positions that a stream may compute at once with any of these decoders. */
export const widestRound = (setups: readonly Pick<ServingSetup, 'decoder'>[]): Tokens =>
  Math.max(WIDEST_ROUND, ...setups.map(({ decoder }) => chosen(decoders, decoder).widest ?? 1))

/** Most positions of a request: it must fit the cache of a rank alone, with the widest round to spare. */
export const longestRequest = (blocks: number, blockTokens: Tokens, widest: Tokens): Tokens =>
  blocks * blockTokens - Math.max(2 * blockTokens, widest)

/** Blocks of a rank: as computed from memory, or as the set-up says. */
export const blocksOf = (setup: ServingSetup, capacity: KvCapacity): number =>
  setup.kv.capacityTokens > 0 ? Math.floor(setup.kv.capacityTokens / setup.kv.blockTokens) : capacity.blocks

/** Rates of one device that the cost model never goes beyond: the roof of the roofline. */
export function roofOf(setup: ServingSetup): Roof {
  const { accelerator, model, peerLink } = resolveHardware(setup)
  const { precision, cost } = setup
  return ratesOf({ accelerator, model, peerLink, precision, settings: atDraw(cost) }).roof
}
