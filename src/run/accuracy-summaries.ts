/** What the Accuracy page shows of measurements that it does not hold: statistics, written by scripts/accuracy-summaries.ts. */
import shipped from '../catalog/accuracy-summaries.json' with { type: 'json' }
import type { Spread } from './published.ts'
import type { Replay } from './replay-run.ts'

export interface AccuracySummaries {
  readonly command: string
  readonly published: readonly Spread[]
  readonly replays: readonly ({ readonly title: string } & Replay)[]
}

export const accuracySummaries = shipped as unknown as AccuracySummaries
