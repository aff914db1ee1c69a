import { everyPosition } from './every-position.ts'
import { sharedPrefix } from './shared-prefix.ts'

export const kvReads = [everyPosition, sharedPrefix] as const
