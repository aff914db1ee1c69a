/** Lanes of an instance: memory that one asks the other for, and shares that move between them. */
import type { Seconds } from '../../../../kernel/units.ts'
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { lanesState } from './state.ts'

interface LaneReport {
  /** Answers to those who asked for memory, and the time that they waited for them together. */
  readonly answers: number
  readonly waited: Seconds
  /** Share that control has moved, of all instances together; null where none is under control. */
  readonly moved: number | null
  readonly instances: number
  readonly duration: Seconds
}

export const sideBySide = defineAccount<LaneReport>({
  key: 'lanes',
  reportOf(cluster, now) {
    const counts = stateOf(cluster, lanesState)?.counts
    if (counts === undefined) return null
    const { answers, waited, moved } = counts
    const isControlled = cluster.pools.some(({ partition }) => partition?.control)
    const instances = cluster.instances.length
    return { answers, waited, moved: isControlled ? moved : null, instances, duration: now }
  },
  metrics: [
    {
      id: 'grants.wait',
      label: 'Wait for a grant, mean',
      unit: 's',
      better: 'lower',
      help: 'Time that the prompts’ worker stands still until the answers’ worker has granted it memory.',
      formula: 't(granted) − t(asked), mean over what was asked',
      source: 'semi-PD (arXiv 2504.19867)',
      validity: 'Answers are given between two iterations of the answers’ worker, and take no time themselves.',
      of: ({ report: { answers, waited } }) => (answers > 0 ? { value: waited / answers } : null),
    },
    {
      id: 'shares.moved',
      label: 'Shares moved',
      unit: 'fraction/s',
      better: 'none',
      help: 'Share of an instance that its control moves from one phase to the other, per second: how restless it is.',
      formula: 'Σ |change of the share of prompts| / (time × instances)',
      source: 'semi-PD (arXiv 2504.19867)',
      validity: 'Moves back and forth count both.',
      of: ({ report: { moved, instances, duration } }) =>
        moved === null ? null : { value: duration > 0 ? moved / (duration * instances) : null },
    },
  ],
})
