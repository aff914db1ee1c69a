/**
 * The table of roles: every decision of the engine is asked of one of these, and each has its line here. Schema, groups of the form and
 * the tables of tests come from it. A new role is its contract, its folder, a line, and the engine's call (build/build.ts).
 */
import { role } from '../../../schema/role-table.ts'
import { commits } from './decoder/commit/index.ts'
import { decoders } from './decoder/index.ts'
import { draftLengths } from './draft-length/index.ts'
import { expertCaches } from './expert-cache/index.ts'
import { kvFormats } from './kv-format/index.ts'
import { promptSources } from './prompts/index.ts'
import { retentions } from './retention/index.ts'
import { routes } from './route/index.ts'
import { selects } from './select/index.ts'

/** By key of the set-up. */
export const roles = {
  prompts: role(promptSources, {
    label: 'Prompts',
    help: 'Where the texts begin.',
    default: 'domains',
    group: 'prompts',
  }),
  decoder: role(decoders, {
    label: 'Decoding',
    help: 'How many tokens a pass of the target brings, and who proposes them.',
    default: 'draft-model',
    group: 'decoding',
  }),
  draftLength: role(draftLengths, {
    label: 'Draft length',
    help: 'When a chain of drafts ends; trees and look-ups have sizes of their own.',
    default: 'fixed',
    group: 'decoding',
  }),
  kvFormat: role(kvFormats, {
    label: 'KV format',
    help: 'In how many bits keys and values are kept.',
    default: 'full',
    group: 'kv',
  }),
  retention: role(retentions, {
    label: 'KV retention',
    help: 'Which keys and values are kept at all.',
    default: 'full',
    group: 'kv',
  }),
  select: role(selects, {
    label: 'KV read',
    help: 'Which of the kept keys and values a token reads.',
    default: 'full',
    group: 'kv',
  }),
  route: role(routes, {
    label: 'Routing',
    help: 'Which experts a token goes to, where the model has any.',
    default: 'top-k',
    group: 'experts',
  }),
  expertCache: role(expertCaches, {
    label: 'Experts in memory',
    help: 'Which experts lie in the accelerator’s memory; the others are fetched from the host’s when a token goes to them.',
    default: 'resident',
    group: 'experts',
  }),
} as const

/** Chosen below the decoder that fills in masks: a role without a field of its own. */
export const commitRole = { definitions: commits } as const
