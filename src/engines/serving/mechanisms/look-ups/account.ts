/** What finding blocks took; none where it costs nothing. */
import type { Seconds } from '../../../../kernel/units.ts'
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { lookUpState } from './state.ts'

interface Looking {
  readonly lookUps: number
  readonly time: Seconds
  readonly missed: number
  readonly iterations: number
}

const VALIDITY = 'Modelled: lines counted in a real structure, times the latency of the level where each was found.'

export const looking = defineAccount<Looking>({
  key: 'lookUps',
  reportOf(cluster) {
    const counts = stateOf(cluster, lookUpState)?.counts
    return counts === undefined || counts.iterations === 0 ? null : { ...counts }
  },
  metrics: [
    {
      id: 'lookUps.time',
      label: 'Block look-ups of an iteration, time',
      unit: 's',
      better: 'lower',
      help: 'What finding the blocks of its requests adds to an iteration, mean.',
      formula: 'look-ups × time of a look-up / iterations',
      validity: VALIDITY,
      of: ({ report: { time, iterations, lookUps } }) => ({
        value: time / iterations,
        substituted: `${grouped(lookUps)} look-ups, ${(time * 1e3).toPrecision(4)} ms / ${grouped(iterations)}`,
      }),
    },
    {
      id: 'lookUps.perIteration',
      label: 'Block look-ups of an iteration',
      unit: 'look-ups',
      better: 'lower',
      help: 'Blocks that the scheduler looks for before it begins an iteration, mean.',
      formula: 'look-ups / iterations',
      validity: VALIDITY,
      of: ({ report: { lookUps, iterations } }) => ({
        value: lookUps / iterations,
        substituted: `${grouped(lookUps)} / ${grouped(iterations)}`,
      }),
    },
    {
      id: 'lookUps.missed',
      label: 'Lines missed by a look-up',
      unit: 'lines',
      better: 'lower',
      help: 'Lines of a look-up that come from beyond the caches of its core, mean.',
      formula: 'lines missed / look-ups',
      validity: VALIDITY,
      of: ({ report: { missed, lookUps } }) => ({ value: lookUps > 0 ? missed / lookUps : null }),
    },
  ],
})
