/** What a model is put under that changes nothing it computes. A new one is its file and a line here. */
import { channelOutliers } from './channel-outliers.ts'
import { none } from './none.ts'

export const stressors = [none, channelOutliers] as const
