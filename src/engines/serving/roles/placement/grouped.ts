/**
 * Grouped placement: prompts and answers apart, and traffic apart, too. Interactive requests have instances of their own, the other
 * classes theirs, each with a ratio of prompts' to answers' instances that fits the lengths of their kind. In one pool for all, long
 * prompts of one kind and long answers of the other ask for a ratio that fits neither.
 *
 * The ratio may follow the load: at intervals a group's two utilisations are compared, the time in which its prompts' instances work, and
 * the tokens of its answers' ones over what full batches would emit. Where they lie apart at two looks in a row, and one instance more or less would not turn them round,
 * an instance of the idler side is emptied and starts anew on the other.
 *
 * Source: P/D-Serve (arXiv 2408.08147): groups by scenario, ratios that are adjusted. The rule of adjustment is assumed: the paper's
 * formulas were not available.
 */
import * as z from 'zod'
import { yes } from '../../../../kernel/decision.ts'
import type { Fraction } from '../../../../kernel/units.ts'
import { type Duty, definePlacement, type FleetChange, type InstanceSeen, Standing } from '../../contracts/placement.ts'
import { degree, loadTimeKnob } from './degree.ts'

const count = (label: string, value: number) =>
  z
    .int()
    .min(1)
    .max(256)
    .default(value)
    .meta({
      label,
      unit: '',
      help: 'Instances of this group: the ratio of prompts to answers is what fits a kind of traffic.',
      slider: [1, 16],
    })

const decisions = {
  /** Whether a group's ratio is changed: its two utilisations lie apart. */
  adjusts: yes((prompts: Fraction, answers: Fraction, apart: Fraction) => Math.abs(prompts - answers) > apart),
  /** Which side gets one more: that of the prompts where it is the busier. */
  towardsPrompts: yes((prompts: Fraction, answers: Fraction) => prompts > answers),
  /** Whether the idler side can do with one less: what it would come to is not past the balance. */
  spares: yes((given: Fraction, most: Fraction) => given <= most),
}

const INTERACTIVE = [0]
const OTHERS = [1, 2]

export const grouped = definePlacement({
  id: 'grouped',
  role: 'placement',
  title: 'Grouped by class',
  help: 'Interactive requests have instances of their own, and a ratio of prompts to answers of their own.',
  source: 'P/D-Serve',
  knobs: z.strictObject({
    interactivePrefill: count('Interactive: prefill', 1),
    interactiveDecode: count('Interactive: decode', 1),
    otherPrefill: count('Others: prefill', 1),
    otherDecode: count('Others: decode', 1),
    tensor: degree('Tensor parallelism', 'Accelerators that share every layer.'),
    adjustEvery: z
      .number()
      .min(0)
      .max(3600)
      .default(0)
      .meta({
        zero: 'never',
        label: 'Adjust ratios every',
        unit: 's',
        help: 'Time between two looks at a group’s ratio: shorter follows the tide, and its noise. 0 keeps the ratios.',
        slider: [0, 120],
      }),
    apart: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.15)
      .meta({
        label: 'Adjust above',
        unit: 'fraction',
        help: 'Difference of a group’s two utilisations from which an instance changes sides: less changes more often.',
        slider: [0.05, 0.5],
        level: 'advanced',
        source: 'assumed',
      }),
    loadTime: loadTimeKnob,
  }),
  decisions,
  create({ interactivePrefill, interactiveDecode, otherPrefill, otherDecode, tensor, ...adjusting }) {
    const { adjustEvery, apart, loadTime } = adjusting
    const pool = (duty: Duty, instances: number, serves: readonly number[]) => ({
      ...{ duty, instances, serves, tensor },
      ...{ pipeline: 1, data: 1, expertParallel: false },
    })
    return {
      pools: [
        pool('prefill', interactivePrefill, INTERACTIVE),
        pool('prefill', otherPrefill, OTHERS),
        pool('decode', interactiveDecode, INTERACTIVE),
        pool('decode', otherDecode, OTHERS),
      ],
      ...(adjustEvery > 0 && {
        fleet: {
          ...{ interval: adjustEvery, loadTime, patience: 2 },
          wishes: (seen: readonly InstanceSeen[]) =>
            GROUPS.flatMap((pools) =>
              towardsBalance(
                seen.filter(({ pool: number }) => pools.some((one) => one === number)),
                apart,
              ),
            ),
        },
      }),
    }
  },
})

/** Numbers of the pools that the instances of a group began in. */
const GROUPS = [
  [0, 2],
  [1, 3],
] as const

/** Of one group: one instance from the idler side to the busier; nobody while another still changes, or is the last of its side. */
function towardsBalance(seen: readonly InstanceSeen[], apart: number): readonly FleetChange[] {
  if (seen.some(({ standing }) => standing !== Standing.works)) return []
  const prefill = seen.filter(({ duty }) => duty === 'prefill')
  const decode = seen.filter(({ duty }) => duty === 'decode')
  const [prompts, answers] = [utilisationOf(prefill), utilisationOf(decode)]
  if (!decisions.adjusts(prompts, answers, apart)) return []
  const isForPrompts = decisions.towardsPrompts(prompts, answers)
  const [givers, takers] = isForPrompts ? [decode, prefill] : [prefill, decode]
  if (givers.length < 2) return []
  // Not past the balance, or the next look would ask for the way back. Of a side that is full nobody knows how much it lacks: the
  // other one gives as long as it does not get full itself.
  const most = Math.max(prompts, answers)
  const given = (Math.min(prompts, answers) * givers.length) / (givers.length - 1)
  const allowed = most >= FULL ? FULL : (most * takers.length) / (takers.length + 1)
  if (!decisions.spares(given, allowed)) return []
  return [{ instance: givers[givers.length - 1].instance, duty: isForPrompts ? 'prefill' : 'decode' }]
}

/** Utilisation from which on a side may lack more than it shows. */
const FULL = 0.95

const utilisationOf = (seen: readonly InstanceSeen[]): number =>
  seen.reduce((sum, { utilisation }) => sum + utilisation, 0) / Math.max(1, seen.length)
