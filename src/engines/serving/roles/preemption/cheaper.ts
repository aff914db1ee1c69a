/**
 * Preemption by whatever costs less: a victim's blocks move to host memory and back if that takes less time than computing them again.
 * Long contexts are dear to compute, since attention grows with their square; short ones are dear to move, link by link.
 *
 * Source: Stream2LLM (arXiv 2604.16395), cost models of both measured per device; here those of the set-up.
 */
import * as z from 'zod'
import { yes } from '../../../../kernel/decision.ts'
import { GB, type Seconds, type Tokens } from '../../../../kernel/units.ts'
import { definePreemption } from '../../contracts/preemption.ts'
import { hostMemoryKnob } from './host-memory-knob.ts'

const decisions = {
  /** Whether a victim's blocks move to host memory: there and back takes less than computing them again. */
  moves: yes((_tokens: Tokens, move: Seconds, recompute: Seconds) => 2 * move < recompute),
}

export const cheaper = definePreemption({
  id: 'cheaper',
  role: 'preemption',
  title: 'Whichever is cheaper',
  moves: true,
  help: 'A victim’s blocks move to host memory where that is faster than computing them again.',
  source: 'Stream2LLM',
  knobs: z.strictObject({
    hostGB: hostMemoryKnob,
  }),
  decisions,
  create: ({ hostGB }, { recomputeTime, moveTime }) => ({
    hostCapacity: GB(hostGB),
    isWorthMoving: (tokens) => decisions.moves(tokens, moveTime(tokens), recomputeTime(tokens)),
  }),
})
