/**
 * The table of roles: every decision of the engine is asked of one of these, and each has its line here. Schema, groups of the form and
 * the tables of tests come from it. A new role is its contract, its folder, a line, and the engine's call (build/build.ts).
 */
import { role } from '../../../schema/role-table.ts'
import { accepts } from './accept/index.ts'
import { activationForms } from './activations/index.ts'
import { commits } from './decoder/commit/index.ts'
import { decoders } from './decoder/index.ts'
import { draftLengths } from './draft-length/index.ts'
import { expertCaches } from './expert-cache/index.ts'
import { kvFormats } from './kv-format/index.ts'
import { promptSources } from './prompts/index.ts'
import { retentions } from './retention/index.ts'
import { routes } from './route/index.ts'
import { selects } from './select/index.ts'
import { stressors } from './stressor/index.ts'
import { weightForms } from './weights/index.ts'

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
  accept: role(accepts, {
    label: 'Verdict',
    help: 'When a drafted token is accepted, and what is written in place of one that is not.',
    default: 'exact',
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
  weights: role(weightForms, {
    label: 'Weights',
    help: 'In how many bits the matrices of the layers are kept, and what is done to them before.',
    default: 'shipped',
    group: 'numbers',
  }),
  activations: role(activationForms, {
    label: 'Activations',
    help: 'Whether numbers are rounded before they meet a matrix.',
    default: 'whole',
    group: 'numbers',
  }),
  stressor: role(stressors, {
    label: 'Stressor',
    help: 'Numbers as large models have them, put into the small one without changing what it computes.',
    default: 'none',
    group: 'numbers',
  }),
} as const

/** Chosen below the decoder that fills in masks: a role without a field of its own. */
export const commitRole = { definitions: commits } as const
