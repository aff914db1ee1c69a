/** Programs: which requests belong together is asked of the workload as they arrive, and kept for schedulers and figures. */
import { chosen } from '../../../../schema/choice.ts'
import { programs as fact } from '../../contracts/programs.ts'
import { keep, type Mechanism, publish } from '../../core/mechanism.ts'
import { workloads } from '../../roles/workload/index.ts'
import { programAccount } from './account.ts'
import { programState } from './state.ts'

export const programs: Mechanism = {
  id: 'programs',
  account: programAccount,
  install(cluster, { setups }) {
    if (!setups.some(({ workload }) => chosen(workloads, workload).hasPrograms)) return null
    const program = cluster.memory.perRequest('i32', -1)
    return {
      state: keep(programState, program),
      facts: [publish(fact, { of: (request) => program.at[request] })],
      hooks: {
        arriving(request) {
          program.at[request] = cluster.roles.workload.programOf?.(request) ?? -1
        },
      },
    }
  },
}
