/** Groups of the form: title, the set-up's keys in it, and what a closed group says, in the order of the page. */
import type { GroupSpec } from '../../../schema/describe.ts'
import { withRoles } from '../../../schema/role-table.ts'
import { roles } from '../roles/roles.ts'
import type { tokensSetup } from './schema.ts'

type Group = GroupSpec<keyof typeof tokensSetup.shape>

const groups: readonly Group[] = [
  { id: 'model', title: 'Model', keys: ['target', 'sink'], summary: ['target'] },
  { id: 'prompts', title: 'Prompts', keys: ['prompts', 'output'], summary: ['prompts', 'output'] },
  { id: 'sampling', title: 'Sampling', keys: ['sampling'], summary: ['sampling.temperature'] },
  {
    id: 'decoding',
    title: 'Decoding',
    keys: [],
    summary: ['decoder', 'draftLength', 'draftLength.knobs.draftLength'],
  },
  { id: 'kv', title: 'KV cache', keys: [], summary: ['kvFormat', 'retention', 'select'] },
  { id: 'experts', title: 'Experts', keys: [], summary: ['route', 'expertCache'] },
  {
    id: 'numbers',
    title: 'Weights and activations',
    keys: ['beside'],
    summary: ['weights', 'activations', 'stressor'],
  },
  { id: 'pace', title: 'Modelled time', keys: ['pace'], summary: ['pace.accelerator', 'pace.standsFor', 'pace.batch'] },
]

export const tokensGroups: readonly Group[] = withRoles(groups, roles)
