/**
 * The recorder: engines write tracks into it, charts read windows out of it. One for each simulation; it holds no
 * checkpointed state, since what was recorded stays true.
 */
import { RecordedCount } from './count-track.ts'
import { RecordedGrid } from './grid-track.ts'
import { RecordedLevel } from './level-track.ts'
import { InvariantError } from './problem.ts'
import { RecordedSpans } from './span-track.ts'
import type { Recorder, TrackInfo, TrackReader } from './tracks.ts'
import type { Seconds } from './units.ts'

/** Values of the finest kept row at a time: means of a level, amounts of a count. */
export interface TrackReading {
  readonly start: Seconds
  readonly end: Seconds
  /** By series. */
  readonly values: Float64Array
}

export interface TrackRecorder extends Recorder, TrackReader {
  /** The run is known up to `now`: what is open is shown to last until there. May be called again, later. */
  close(now: Seconds): void
  /** Null for an unknown track, one of another kind than level or count, and a time outside the run. */
  readAt(track: string, t: Seconds): TrackReading | null
  /** Memory held by all tracks. */
  bytes(): number
}

type Recorded = RecordedLevel | RecordedCount | RecordedSpans | RecordedGrid

export function createRecorder(): TrackRecorder {
  const tracks: TrackInfo[] = []
  const byId = new Map<string, Recorded>()
  let closed: Seconds = 0

  const add = <T extends Recorded>(track: T): T => {
    if (byId.has(track.info.id)) throw new InvariantError(`track ${track.info.id} was asked for twice`)
    byId.set(track.info.id, track)
    tracks.push(track.info)
    return track
  }

  const computed = (): Seconds => {
    let latest = closed
    for (const { lastTime } of byId.values()) latest = Math.max(latest, lastTime)
    return latest
  }

  return {
    tracks,
    level: (spec) => add(new RecordedLevel({ ...spec, kind: 'level' })),
    count: (spec) => add(new RecordedCount({ ...spec, kind: 'count' })),
    span: (spec) => add(new RecordedSpans({ ...spec, kind: 'span' })),
    grid: (spec) => add(new RecordedGrid({ ...spec, kind: 'grid' })),
    window: (track, t0, t1, pixels) => byId.get(track)?.window(t0, t1, pixels, computed()) ?? null,
    close(now) {
      closed = Math.max(closed, now)
    },
    readAt(id, t) {
      const track = byId.get(id)
      return track instanceof RecordedLevel || track instanceof RecordedCount ? track.readAt(t, computed()) : null
    },
    bytes() {
      let bytes = 0
      for (const track of byId.values()) bytes += track.bytes()
      return bytes
    },
  }
}

/** Takes marks and keeps nothing: for re-simulating a stretch only to explain it. */
export function createNullRecorder(): Recorder {
  return {
    level: ({ series }) => ({ value: new Float64Array(series.length), mark: forget }),
    count: ({ series }) => forgetful(series.length),
    span: () => ({ enter: forget, leave: forget }),
    grid: ({ series, cells = 1 }) => forgetful(series.length * cells),
  }
}

const forget = (): void => undefined

/** Amounts are cleared as by a real track: sums that grow for ever would be a leak of meaning. */
const forgetful = (length: number) => {
  const value = new Float64Array(length)
  return {
    value,
    mark() {
      value.fill(0)
    },
  }
}
