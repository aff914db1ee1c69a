/** Mechanisms that there are, in the order in which the core calls those that act at the same moment. */
import type { Mechanism } from '../core/mechanism.ts'
import { interruption } from './interruption/interruption.ts'
import { streamingContexts } from './streaming-contexts/growth.ts'
import { swapping } from './swapping/swapping.ts'

export const mechanisms: readonly Mechanism[] = [interruption, swapping, streamingContexts]
