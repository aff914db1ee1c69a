/** The phases one request went through, read out of the spans of all. */
import type { SpanWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'

export interface PhaseStay {
  readonly phase: string
  readonly start: Seconds
  readonly end: Seconds
}

export interface PhaseTotal {
  readonly phase: string
  readonly time: Seconds
  /** How many times it was in this phase, and when first. */
  readonly stays: number
  readonly first: Seconds
}

/** In order of time. Spans that were folded together with those of others belong to nobody and are left out. */
export function phaseStays(
  { length, item, state, start, end, track }: SpanWindow,
  request: number,
): readonly PhaseStay[] {
  const stays: PhaseStay[] = []
  for (let i = 0; i < length; i++) {
    if (item[i] === request) stays.push({ phase: track.series[state[i]], start: start[i], end: end[i] })
  }
  return stays
}

/** One row a phase, in the order in which it first came to them. */
export function phaseTotals(stays: readonly PhaseStay[]): readonly PhaseTotal[] {
  const totals = new Map<string, PhaseTotal>()
  for (const { phase, start, end } of stays) {
    const before = totals.get(phase) ?? { phase, time: 0, stays: 0, first: start }
    totals.set(phase, { ...before, time: before.time + end - start, stays: before.stays + 1 })
  }
  return [...totals.values()]
}
