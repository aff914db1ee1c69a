/** Mechanisms that there are, in the order in which the core calls those that act at the same moment. */
import type { Mechanism } from '../core/mechanism.ts'

export const mechanisms: readonly Mechanism[] = []
