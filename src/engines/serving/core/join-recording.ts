/** A recorder that joins late is told what is: who is in which state, and every level. Else a window would begin at 0. */
import type { Recorder } from '../../../kernel/tracks.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from './cluster.ts'
import { recordState } from './iteration-record.ts'
import { openRecording } from './recording.ts'

export function joinRecording(cluster: Cluster, recorder: Recorder, now: Seconds): void {
  cluster.recording = openRecording(recorder, cluster.recordingOptions)
  const { requests, recording, lane, instances } = cluster
  for (let request = 0; request < requests.count; request++) {
    const phase = requests.phase[request]
    if (phase < Phase.finished) recording.requests.enter(lane.at[request], phase, now, request)
  }
  for (const hook of cluster.mechanisms.hooks.marking) hook(null, now)
  for (const instance of instances) recordState(cluster, instance, now)
}
