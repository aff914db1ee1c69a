import { computedKv } from './computed.ts'
import { everyPosition } from './every-position.ts'
import { recordedKv } from './recorded.ts'
import { sharedPrefix } from './shared-prefix.ts'

export const kvReads = [everyPosition, sharedPrefix, computedKv, recordedKv] as const
