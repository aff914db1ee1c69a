/** What every run writes down over time, whatever is looked up. */
import type { CountTrack, LevelTrack, Recorder, SpanTrack } from '../../../kernel/tracks.ts'
import { laneStates } from '../contracts/operation.ts'
import { sources } from '../memory/hierarchy.ts'

export interface Recording {
  /** A lane a thread: what it does, and for which operation. */
  readonly lanes: SpanTrack
  /** Lines that operations touched, by where they were found. */
  readonly lines: CountTrack
  /** Operations that ended. */
  readonly operations: CountTrack
  /** Time of the operation that ended last. */
  readonly latency: LevelTrack
}

export const openRecording = (recorder: Recorder): Recording => ({
  lanes: recorder.span({ id: 'threads', title: 'Threads', unit: 'threads', series: laneStates }),
  lines: recorder.count({ id: 'lines', title: 'Lines touched', unit: 'lines', series: sources }),
  operations: recorder.count({ id: 'operations', title: 'Operations', unit: 'operations', series: ['operations'] }),
  latency: recorder.level({ id: 'latency', title: 'Time of an operation', unit: 's', series: ['latency'] }),
})
