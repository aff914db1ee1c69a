/** Figures that only runs with vectors have. */
import type { SubjectMetric } from '../../../contracts/subject.ts'

export interface VectorsKept {
  queries: number
  /** Queries whose answer was the exact nearest vector. */
  right: number
  /** Queries that what was at hand answered, and those of them whose answer was not the nearest. */
  hits: number
  wrongHits: number
  /** Queries that the index answered, those it answered right, and pages it read for them. */
  searches: number
  rightSearches: number
  pages: number
  inserted: number
  /** Insertions of before a crash that were there after it, and how many there were; null where nothing crashed. */
  crash: { readonly before: number; readonly after: number; readonly isSameState: boolean } | null
}

const ratio = (a: number, b: number) => (b > 0 ? { value: a / b, n: b } : null)

export const vectorsMetrics: readonly SubjectMetric<VectorsKept>[] = [
  {
    id: 'recall',
    label: 'Nearest found',
    unit: 'fraction',
    better: 'higher',
    help: 'Share of the questions whose answer is the vector that is exactly the nearest.',
    formula: 'right answers / questions',
    place: 'first',
    of: ({ right, queries }) => ratio(right, queries),
  },
  {
    id: 'lookasideHits',
    label: 'Answered at hand',
    unit: 'fraction',
    better: 'higher',
    help: 'Share of the questions that needed no search: something near enough was at hand.',
    place: 'first',
    of: ({ hits, queries }) => ratio(hits, queries),
  },
  {
    id: 'wrongHits',
    label: 'Wrong answers at hand',
    unit: 'fraction',
    better: 'lower',
    help: 'Share of the answers at hand that were near enough and not the nearest.',
    of: ({ wrongHits, hits }) => ratio(wrongHits, hits),
  },
  {
    id: 'searchRecall',
    label: 'Nearest found by searches',
    unit: 'fraction',
    better: 'higher',
    help: 'The same share among the questions that the index answered.',
    of: ({ rightSearches, searches }) => ratio(rightSearches, searches),
  },
  {
    id: 'pages',
    label: 'Pages of a search',
    unit: 'pages',
    better: 'lower',
    help: 'Groups of centres and pages of vectors that a search reads.',
    of: ({ pages, searches }) => ratio(pages, searches),
  },
  {
    id: 'survived',
    label: 'Insertions that survived',
    unit: 'fraction',
    better: 'higher',
    help: 'Share of the insertions from before the crash that are there after it.',
    of: ({ crash }) => (crash === null ? null : ratio(crash.after, crash.before)),
  },
  {
    id: 'sameState',
    label: 'Same state after the crash',
    unit: 'fraction',
    better: 'higher',
    help: '1 where the index after the crash is, vector by vector and page by page, what it was before.',
    place: 'detail',
    of: ({ crash }) => (crash === null ? null : { value: crash.isSameState ? 1 : 0 }),
  },
]
