/** The requests of a run as a trace that it, or Vidur, can replay. */
import { writeVidur } from '../../../traces/formats/vidur.ts'
import type { Cluster } from '../core/cluster.ts'

export function vidurCsv({ requests: { count, arrival, promptTokens, outputTokens } }: Cluster): string {
  return writeVidur({ length: count, arrival, promptTokens, outputTokens })
}
