/** Groups of the form: title, the set-up's keys in it, and what a closed group says, in the order of the page. */
import type { GroupSpec } from '../../../schema/describe.ts'
import { withRoles } from '../../../schema/role-table.ts'
import { roles } from '../roles/roles.ts'
import type { localitySetup } from './schema.ts'

type Group = GroupSpec<keyof typeof localitySetup.shape>

const groups: readonly Group[] = [
  { id: 'subject', title: 'Look-ups', keys: [], summary: ['subject'] },
  { id: 'cache', title: 'Caches', keys: ['cache', 'latency'], summary: ['cache.l2', 'cache.last', 'latency.memory'] },
  { id: 'run', title: 'Run', keys: ['warmUp'], summary: ['warmUp'] },
]

export const localityGroups: readonly Group[] = withRoles(groups, roles)
