/** Groups of the form: title, the set-up's keys in it, and what a closed group says, in the order of the page. */
import type { GroupSpec } from '../../../schema/describe.ts'
import { withRoles } from '../../../schema/role-table.ts'
import { roles } from '../roles/roles.ts'
import type { servingSetup } from './schema.ts'

type Group = GroupSpec<keyof typeof servingSetup.shape>

const groups: readonly Group[] = [
  {
    id: 'hardware',
    title: 'Hardware',
    keys: ['accelerator', 'placement', 'peerLink', 'hostLink'],
    summary: ['accelerator', 'placement.knobs.instances', 'placement.knobs.tensor'],
  },
  {
    id: 'model',
    title: 'Model',
    keys: ['model', 'precision'],
    summary: ['model', 'precision.weights'],
  },
  {
    id: 'workload',
    title: 'Workload',
    keys: ['workload', 'lengths', 'sharing', 'classes', 'clients'],
    summary: ['workload', 'workload.knobs.rate', 'workload.knobs.clients', 'workload.knobs.speed'],
  },
  {
    id: 'scheduler',
    title: 'Scheduler',
    keys: ['scheduler', 'admission', 'batching', 'router', 'reports', 'limits'],
    summary: ['scheduler', 'scheduler.knobs.tokenBudget', 'batching.maxRunning'],
  },
  {
    id: 'kv',
    title: 'KV cache',
    keys: ['kv'],
    summary: ['kv.capacityTokens', 'prefixCache', 'preemption'],
  },
  { id: 'decoding', title: 'Decoding', keys: [], summary: ['decoder', 'decoder.knobs.draftLength'] },
  { id: 'experts', title: 'Experts', keys: [], summary: ['gate', 'gate.knobs.skew'] },
  {
    id: 'cost',
    title: 'Cost model',
    keys: ['cost', 'prices'],
    summary: ['cost.form', 'cost.ideal'],
  },
  { id: 'horizon', title: 'Length of the run', keys: ['horizon'], summary: ['horizon.duration', 'horizon.warmUp'] },
]

export const servingGroups: readonly Group[] = withRoles(groups, roles)
