/** Registry of formats of recordings. A new one is its file, a line here, and a fixture (test/traces/fixtures). */
import type { IncomingKind } from '../incoming/kind.ts'
import { acceptanceCounts } from './counts-format.ts'
import { ownRecording } from './own-format.ts'
import type { IncomingRecording } from './recording-format.ts'

export const recordingFormats: readonly IncomingKind<IncomingRecording>[] = [ownRecording, acceptanceCounts]
