/** What a document may name as data: a trace to replay, or a recording to follow. Each has a title, a length and a hash. */
import type { ArrivalTable } from './arrivals.ts'
import type { Recording } from './recordings/recording.ts'

export type Dataset = ArrivalTable | Recording

export const isArrivals = (data: unknown): data is ArrivalTable =>
  typeof data === 'object' && data !== null && 'arrival' in data
