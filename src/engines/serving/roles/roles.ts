/**
 * The table of roles: every decision of the engine is asked of one of these, and each has its line here. Schema, groups of the form, what
 * a patch may change, and the tables of tests and documentation come from it. A new role is its contract, its folder, a line, and the
 * engine's call (build/build-roles.ts).
 */
import type { Choosable } from '../../../schema/choice.ts'
import { role as line, type RoleWords } from '../../../schema/role-table.ts'
import { acceleratorDefinitions } from './accelerator/index.ts'
import { admissions } from './admission/index.ts'
import { blockLookUps } from './block-look-up/index.ts'
import { decoders } from './decoder/index.ts'
import { gates } from './gate/index.ts'
import { interconnects } from './interconnect/index.ts'
import { kvReads } from './kv-read/index.ts'
import { lengths } from './length/index.ts'
import { modelDefinitions } from './model/index.ts'
import { placements } from './placement/index.ts'
import { preemptions } from './preemption/index.ts'
import { prefixCaches } from './prefix-cache/index.ts'
import { routers } from './router/index.ts'
import { schedulers } from './scheduler/index.ts'
import { workloads } from './workload/index.ts'

interface ServingWords extends RoleWords {
  /** Whether a running simulation can change it: those whose choice owns no layout of memory. */
  readonly isPatchable: boolean
}

const role = <D extends Choosable>(definitions: readonly D[], words: ServingWords) => line(definitions, words)

/** By key of the set-up. */
export const roles = {
  accelerator: role(acceleratorDefinitions, {
    label: 'Accelerator',
    help: 'Memory decides what fits, bandwidth how fast tokens decode, FLOP/s how fast prompts are read.',
    default: 'h100-sxm',
    group: 'hardware',
    isPatchable: false,
  }),
  placement: role(placements, {
    label: 'Placement',
    help: 'How many instances, and how each spreads over accelerators.',
    default: 'aggregated',
    group: 'hardware',
    isPatchable: false,
  }),
  model: role(modelDefinitions, {
    label: 'Model',
    help: 'Sets weights, KV bytes per token and work per token.',
    default: 'llama-3.1-8b',
    group: 'model',
    isPatchable: false,
  }),
  workload: role(workloads, {
    label: 'Arrivals',
    help: 'Who arrives, and when.',
    default: 'poisson',
    group: 'workload',
    isPatchable: true,
  }),
  router: role(routers, {
    label: 'Router',
    help: 'Which instance a request goes to.',
    default: 'round-robin',
    group: 'scheduler',
    isPatchable: true,
  }),
  scheduler: role(schedulers, {
    label: 'Scheduler',
    help: 'What runs next, and who is preempted.',
    default: 'chunked-prefill',
    group: 'scheduler',
    isPatchable: true,
  }),
  admission: role(admissions, {
    label: 'Admission',
    help: 'When a waiting request may have KV blocks, and what is set aside for it.',
    default: 'whole-prompt',
    group: 'scheduler',
    isPatchable: false,
  }),
  prefixCache: role(prefixCaches, {
    label: 'Prefix cache',
    help: 'What stays of finished requests, and what goes first when room is needed.',
    default: 'block-lru',
    group: 'kv',
    isPatchable: false,
  }),
  preemption: role(preemptions, {
    label: 'Preemption',
    help: 'What becomes of a victim’s KV.',
    default: 'recompute',
    group: 'kv',
    isPatchable: true,
  }),
  kvRead: role(kvReads, {
    label: 'KV read',
    help: 'How much of the cached KV decoding reads.',
    default: 'every-position',
    group: 'kv',
    isPatchable: false,
  }),
  blockLookUp: role(blockLookUps, {
    label: 'Block look-up',
    help: 'What finding the blocks of requests takes before an iteration begins.',
    default: 'free',
    group: 'kv',
    isPatchable: false,
  }),
  interconnect: role(interconnects, {
    label: 'KV between instances',
    help: 'How KV moves where prompts and answers run on different instances, or requests move.',
    default: 'kv-transfer',
    group: 'kv',
    isPatchable: false,
  }),
  decoder: role(decoders, {
    label: 'Decoding',
    help: 'How tokens come out of an iteration.',
    default: 'autoregressive',
    group: 'decoding',
    isPatchable: true,
  }),
  gate: role(gates, {
    label: 'Gate',
    help: 'Which experts tokens go to; only mixtures of experts have one.',
    default: 'skewed',
    group: 'experts',
    isPatchable: false,
  }),
} as const

/** Chosen twice, for prompts and for answers, below `lengths`: a role without a field of its own. */
export const lengthRole = { definitions: lengths, default: 'log-normal' } as const
