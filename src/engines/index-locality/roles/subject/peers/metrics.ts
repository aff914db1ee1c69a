/** Figures that only runs with peers have. Sums are of the second half of the rounds, when something is known. */
import type { SubjectMetric } from '../../../contracts/subject.ts'

export interface PeersKept {
  queries: number
  ndcg: number
  /** The same of peers that are cut off, while they are. */
  cutOffQueries: number
  cutOffNdcg: number
  /** Queries that the flooded item fits, and those that showed it among the first three. */
  attacked: number
  fooled: number
  /** How much more a peer of the same group counts than one of another; null where peers count alike. */
  readonly block: () => number | null
}

const mean = (sum: number, n: number) => (n > 0 ? { value: sum / n, n } : null)

export const peersMetrics: readonly SubjectMetric<PeersKept>[] = [
  {
    id: 'ndcg',
    label: 'Order found (nDCG)',
    unit: 'fraction',
    better: 'higher',
    help: 'How near the order is to the one that the peer wants: 1 is that one; mean over queries of the second half.',
    formula: 'Σ (2^gain − 1) / log2(place + 1), over the best',
    place: 'first',
    of: ({ ndcg, queries }) => mean(ndcg, queries),
  },
  {
    id: 'cutOffNdcg',
    label: 'Order found when cut off',
    unit: 'fraction',
    better: 'higher',
    help: 'The same of peers that are cut off from the others, in the second half.',
    of: ({ cutOffNdcg, cutOffQueries }) => mean(cutOffNdcg, cutOffQueries),
  },
  {
    id: 'fooled',
    label: 'Fooled by a flood',
    unit: 'fraction',
    better: 'lower',
    help: 'Share of the queries that the flooded item fits which show it among the first three.',
    of: ({ fooled, attacked }) => mean(fooled, attacked),
  },
  {
    id: 'similarityBlock',
    label: 'Same group against others',
    unit: '×',
    better: 'higher',
    help: 'How much a peer of the same group counts over one of another group, at the end.',
    of: ({ block }) => {
      const value = block()
      return value === null ? null : { value }
    },
  },
]
