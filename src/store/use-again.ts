/** Whether what was measured here is what was stored, for components: what differs, and whether it could be the same at all. */
import { useMemo } from 'react'
import { type Difference, differencesOf } from '../experiment/referee/differences.ts'
import type { Judged } from '../experiment/referee/judged.ts'
import { digestOf, type StoredJudgement, type StoredResult } from '../experiment/referee/stored.ts'

export type { Difference }

/** Null before both are there. */
export const useDifferences = (
  stored: StoredResult | null,
  again: StoredJudgement | null,
): readonly Difference[] | null =>
  useMemo(() => (stored === null || again === null ? null : differencesOf(stored, again)), [stored, again])

/** Whether the paper brings something else before the referee than what was judged. */
export const useIsOfAnother = (stored: StoredResult | null, judged: Judged): boolean =>
  useMemo(() => stored !== null && stored.of !== digestOf(judged), [stored, judged])
