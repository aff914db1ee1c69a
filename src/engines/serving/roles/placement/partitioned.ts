/**
 * Partitioned placement: every instance runs prompts and answers side by side, each on a share of its multiprocessors, over one copy
 * of the weights and one KV cache. Nothing is handed over, and neither phase waits for an iteration of the other; both are slower.
 *
 * Prompts are bound by arithmetic and lose speed with their share, s(x) = x^0.95. Answers are bound by memory, which a part of the
 * multiprocessors saturates: s(x) = min(1, x / saturation)^0.9. While both run they compete for memory bandwidth: answers are slower
 * by 1 + contention; where the shares add up to more than the whole, each lane has its part of it.
 *
 * The controller compares, every interval, how far the two latencies are from their limits, and moves the shares towards the phase
 * that is worse off while one of them is missed; else a little towards the one with more waiting.
 *
 * Where the prompts' worker *asks*, the cache is the answers' worker's to give: it is told of prompts up to so many tokens, and grants
 * between two of its own iterations those that leave every stream a block to grow into. Until then the prompts' worker waits.
 *
 * Source: semi-PD (arXiv 2504.19867) and its code for resident workers with shares, a unified cache that the answers' worker allocates,
 * and an SLO-aware controller. The curves of speed, the contention, the controller's rule and what is left to streams are assumed: the
 * paper's were not available.
 */
import * as z from 'zod'
import { amount, yes } from '../../../../kernel/decision.ts'
import { pow } from '../../../../kernel/math.ts'
import type { Fraction, Tokens } from '../../../../kernel/units.ts'
import { definePlacement, type Grants, Lane, type LaneReport, type Partition } from '../../contracts/placement.ts'
import { degree, instancesKnob } from './degree.ts'

const share = (label: string, value: number, help: string) =>
  z
    .number()
    .min(0.1)
    .max(1)
    .default(value)
    .meta({ label, unit: 'fraction', help, slider: [0.1, 1] })

const knobs = z.strictObject({
  instances: instancesKnob,
  tensor: degree('Tensor parallelism', 'Accelerators that share every layer.'),
  prefillShare: share('Share of prompts', 0.8, 'Multiprocessors that prompts may use: more means first tokens sooner.'),
  decodeShare: share('Share of answers', 0.2, 'Multiprocessors that answers may use: more means faster tokens.'),
  saturation: z
    .number()
    .min(0.05)
    .max(1)
    .default(0.5)
    .meta({
      label: 'Saturation',
      unit: 'fraction',
      help: 'Share of multiprocessors that reads memory as fast as all: lower means that answers need little.',
      slider: [0.3, 0.8],
      level: 'advanced',
      source: 'assumed',
    }),
  contention: z
    .number()
    .min(0)
    .max(1)
    .default(0.15)
    .meta({
      label: 'Contention',
      unit: 'fraction',
      help: 'How much slower answers are while prompts run beside them: both want the memory.',
      slider: [0, 0.4],
      level: 'advanced',
      source: 'assumed',
    }),
  control: z.enum(['fixed', 'by limits']).default('fixed').meta({
    label: 'Control',
    help: 'Keep the shares, or move them towards the phase that misses its limit.',
    source: 'semi-PD',
  }),
  interval: z
    .number()
    .min(0.1)
    .max(600)
    .default(2)
    .meta({
      label: 'Control interval',
      unit: 's',
      help: 'Time between two looks of the controller: shorter follows bursts and noise alike.',
      slider: [0.5, 30],
      level: 'advanced',
    }),
  step: z
    .number()
    .min(0.01)
    .max(0.5)
    .default(0.05)
    .meta({
      label: 'Control step',
      unit: 'fraction',
      help: 'Share that moves at once: larger gets there sooner and overshoots more.',
      slider: [0.01, 0.1],
      level: 'advanced',
    }),
  delay: z
    .number()
    .min(0)
    .max(60)
    .default(0.1)
    .meta({
      label: 'Switch delay',
      unit: 's',
      help: 'Time until new shares take effect, while a worker with the new share starts.',
      slider: [0, 1],
      level: 'advanced',
      source: 'assumed',
    }),
  asks: z
    .int()
    .min(0)
    .max(1_048_576)
    .default(0)
    .meta({
      zero: 'takes what it needs',
      label: 'Asks for',
      unit: 'tokens',
      help: 'Prompts up to so many tokens that the prompts’ worker asks memory for at once, 0 where it takes it: asking waits for an iteration of the answers.',
      slider: [0, 8192],
      level: 'advanced',
      source: 'semi-PD',
    }),
})

const decisions = {
  /** Whether a limit is missed, and so that it is clear by which phase. */
  acts: yes((prompts: number, answers: number) => {
    const worst = Math.max(prompts, answers)
    return worst > 1 && Math.abs(prompts - answers) > 0.1 * worst
  }),
  /** Whether the share of prompts grows: by how far either is over its limit, or by who waits. */
  toPrompts: yes((prompts: number, answers: number) => prompts > answers),
  /** Share that moves at once. */
  moves: amount((step: Fraction) => step),
  /** Whether a prompt is granted its blocks, with one left for every stream. */
  grants: yes((needed: number, free: number, streams: number) => needed + streams <= free),
}

export const partitioned = definePlacement({
  id: 'partitioned',
  role: 'placement',
  title: 'Partitioned',
  help: 'Prompts and answers run side by side on shares of every accelerator, over one KV cache.',
  source: 'semi-PD',
  knobs,
  decisions,
  create: (set) => ({
    pools: [
      {
        duty: 'whole',
        instances: set.instances,
        tensor: set.tensor,
        pipeline: 1,
        data: 1,
        expertParallel: false,
        partition: partitionOf(set),
      },
    ],
  }),
})

function partitionOf(set: z.output<typeof knobs>): Partition {
  const { prefillShare, decodeShare, saturation, contention, control, interval, step, delay, asks } = set
  return {
    shares: [prefillShare, decodeShare],
    speed(lane, own, isOtherBusy) {
      if (lane === Lane.prefill) return pow(own, 0.95)
      return pow(Math.min(1, own / saturation), 0.9) / (isOtherBusy ? 1 + contention : 1)
    },
    control: control === 'fixed' ? null : { interval, delay, adjust: (shares, seen) => adjusted(shares, seen, step) },
    grants: asks === 0 ? null : grantsOf(asks),
  }
}

const grantsOf = (most: Tokens): Grants => ({
  most,
  grants: (needed, free, streams) => decisions.grants(needed, free, streams),
})

/** Moves a step where a limit is missed and the other phase is better off by a tenth; else a fifth of one towards the backlog. */
function adjusted(shares: readonly [number, number], seen: LaneReport, step: number): readonly [number, number] {
  const { ttftOverLimit, tpotOverLimit, waitingTokens, streams } = seen
  const by = decisions.moves(step)
  if (decisions.acts(ttftOverLimit, tpotOverLimit))
    return moved(shares, decisions.toPrompts(ttftOverLimit, tpotOverLimit) ? by : -by)
  if (waitingTokens === 0 && streams === 0) return shares
  return moved(shares, decisions.toPrompts(waitingTokens, streams) ? by / 5 : -by / 5)
}

/** What prompts gain answers lose; both keep a tenth. */
function moved([prefill]: readonly [number, number], by: number): readonly [number, number] {
  const next = Math.min(0.9, Math.max(0.1, prefill + by))
  return [next, 1 - next]
}
