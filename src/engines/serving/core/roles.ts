/** Who decides in a running cluster. */
import type { Admission } from '../contracts/admission.ts'
import type { BlockLookUp } from '../contracts/block-look-up.ts'
import type { Decoder } from '../contracts/decoder.ts'
import type { Gate } from '../contracts/gate.ts'
import type { Interconnect } from '../contracts/interconnect.ts'
import type { KvRead } from '../contracts/kv-read.ts'
import type { Preemption } from '../contracts/preemption.ts'
import type { Router } from '../contracts/router.ts'
import type { Scheduler } from '../contracts/scheduler.ts'
import type { Workload } from '../contracts/workload.ts'
import type { CostModel } from '../cost/cost-setup.ts'
import type { InstanceView } from './instance-view.ts'

/** What can be replaced by a patch while the simulation runs. */
export interface Roles {
  readonly workload: Workload
  readonly router: Router
  readonly schedulers: readonly Scheduler[]
  readonly admission: Admission
  readonly views: readonly InstanceView[]
  readonly decoder: Decoder
  readonly gate: Gate | null
  readonly preemption: Preemption
  /** By instance; instances of one pool share it. */
  readonly costs: readonly CostModel[]
  readonly interconnect: Interconnect
  readonly kvRead: KvRead
  readonly blockLookUp: BlockLookUp
}
