/**
 * Grouped placement: prompts and answers apart, and traffic apart, too. Interactive requests have instances of their own, the other
 * classes theirs, each with a ratio of prompts' to answers' instances that fits the lengths of their kind. In one pool for all, long
 * prompts of one kind and long answers of the other ask for a ratio that fits neither.
 *
 * Source: P/D-Serve (arXiv 2408.08147): groups by scenario. That groups change their ratio with the tide is not simulated.
 */
import * as z from 'zod'
import { type Duty, definePlacement } from '../roles.ts'
import { degree } from './degree.ts'

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
  }),
  create({ interactivePrefill, interactiveDecode, otherPrefill, otherDecode, tensor }) {
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
    }
  },
})
