/**
 * Preemption by swap: the victim's blocks move to host memory over the host link and come back when there is room. Moves
 * of one instance queue behind each other; the iteration that needs the room waits for them, and the victim is held until
 * its last byte is back. A full host recomputes.
 *
 * Source: PagedAttention (Kwon et al., SOSP 2023), section on scheduling and preemption.
 */
import * as z from 'zod'
import { GB } from '../../../../kernel/units.ts'
import { definePreemption } from '../../contracts/preemption.ts'
import { hostMemoryKnob } from './host-memory-knob.ts'

export const swap = definePreemption({
  id: 'swap',
  role: 'preemption',
  title: 'Swap to host',
  moves: true,
  help: "A victim's blocks move to host memory and back over the host link.",
  source: 'vLLM v0',
  knobs: z.strictObject({
    hostGB: hostMemoryKnob,
  }),
  create: ({ hostGB }) => ({ hostCapacity: GB(hostGB) }),
})
