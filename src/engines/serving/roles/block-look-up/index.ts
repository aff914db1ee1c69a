import { computedLookUp } from './computed.ts'
import { freeLookUp } from './free.ts'
import { recordedLookUp } from './recorded.ts'

export const blockLookUps = [freeLookUp, computedLookUp, recordedLookUp] as const
