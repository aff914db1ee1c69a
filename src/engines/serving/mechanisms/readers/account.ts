/** Answers that kept up with their reader; only where clients read along. */
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase } from '../../contracts/request.ts'
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { readersState } from './state.ts'

interface Reading {
  /** Finished answers whose reader was never left waiting. */
  readonly pleased: number
  /** Since the warm-up. */
  readonly span: Seconds
}

export const reading = defineAccount<Reading>({
  key: 'reading',
  reportOf(cluster, now) {
    const readers = stateOf(cluster, readersState)
    if (readers === null) return null
    const { arrival, phase, count } = cluster.requests
    const { warmUp } = cluster.setup.horizon
    let pleased = 0
    for (let request = 0; request < count; request++) {
      const counts = arrival[request] >= warmUp && phase[request] === Phase.finished
      if (counts && readers.isLeft.at[request] === 0) pleased++
    }
    return { pleased, span: Math.max(0, now - warmUp) }
  },
  metrics: [
    {
      id: 'effectiveThroughput',
      label: 'Effective throughput',
      unit: 'requests/s',
      better: 'higher',
      help: 'Finished answers that kept up with their reader, per second: the first token soon enough for the prompt’s length, the others at the reading pace.',
      formula:
        'finished requests with TTFT ≤ prompt tokens / (512 tokens/s) whose moving average of gaps (span 16) stays below 1 / pace, over time',
      source: 'DeepSpeed-FastGen (arXiv 2401.08671)',
      validity: 'Over the time since the warm-up, the drain at the end included: a short run is diluted by its tail.',
      of: ({ report: { pleased, span } }) => ({
        value: span > 0 ? pleased / span : null,
        substituted: `${grouped(pleased)} / ${span.toPrecision(4)} s`,
      }),
    },
  ],
})
