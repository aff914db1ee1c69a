/** Figures that only runs with keys have. */
import type { OrderedIndex } from '../../../contracts/ordered-index.ts'
import type { SubjectMetric } from '../../../contracts/subject.ts'

export interface KeysKept {
  readonly index: OrderedIndex
  /** Look-ups that found their key, and those that missed one which was there before they began. */
  found: number
  missed: number
}

export const keysMetrics: readonly SubjectMetric<KeysKept>[] = [
  {
    id: 'keysMissed',
    label: 'Keys missed',
    unit: 'keys',
    better: 'lower',
    help: 'Look-ups that did not find a key whose insertion had ended before they began: a rule of locks that works has none.',
    place: 'detail',
    of: ({ missed }) => ({ value: missed }),
  },
  {
    id: 'nodesFilled',
    label: 'Nodes filled',
    unit: 'fraction',
    better: 'higher',
    help: 'Share of the places for keys that hold one, on the lowest level.',
    of: ({ index }) => ({ value: index.filled() }),
  },
  {
    id: 'levels',
    label: 'Levels',
    unit: 'levels',
    better: 'none',
    help: 'Lists or layers of nodes over each other that a search goes down.',
    place: 'detail',
    of: ({ index }) => ({ value: index.levels() }),
  },
]
