/** What can be asked of the run in hand beside its rows; null while there is no run. */
import type { Question } from '../kernel/question.ts'
import type { SpanWindow, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey, RunId } from '../worker/api.ts'
import type { LabClient } from '../worker/client.ts'

export interface Looking {
  /** A question of the engines (engines/asked.ts and each engine's own); null where the run has no answer. */
  ask<Arguments extends readonly unknown[], Answer>(
    question: Question<Arguments, Answer>,
    arm: ArmKey,
    ...args: Arguments
  ): Promise<Answer | null>
  /** The phases that requests went through between two times; exact for short ranges. */
  phases(arm: ArmKey, from: Seconds, until: Seconds): Promise<SpanWindow | null>
  /** Rows of tracks over a range; those that the run lacks are left out. */
  windows(arm: ArmKey, tracks: readonly string[], from: Seconds, until: Seconds): Promise<readonly TrackWindow[] | null>
}

/** Columns that a range of phases is asked in: more than a request has phases. */
const PHASE_PIXELS = 2000
/** Columns of a range that is summed up: its ends lie at most a thousandth beside. */
const RANGE_PIXELS = 1000

export function createLooking(client: LabClient, current: () => RunId | null): Looking {
  return {
    async ask(question, arm, ...args) {
      const run = current()
      return run === null ? null : client.ask(run, arm, question, ...args)
    },
    async phases(arm, from, until) {
      const run = current()
      if (run === null) return null
      const [window] = await client.windows(run, [
        { arm, track: 'requests', t0: from, t1: until, pixels: PHASE_PIXELS },
      ])
      return window?.kind === 'span' ? window : null
    },
    async windows(arm, tracks, from, until) {
      const run = current()
      if (run === null) return null
      const wanted = tracks.map((track) => ({ arm, track, t0: from, t1: until, pixels: RANGE_PIXELS }))
      const windows = await client.windows(run, wanted)
      return windows.filter((window) => window !== null)
    },
  }
}
