/** The sweep of the lab for components, read with narrow selectors. */
import { useStore } from 'zustand'
import { useLab } from './lab-context.tsx'
import type { Sweep, SweepState } from './sweep.ts'
import { sweepOf } from './sweep-of.ts'

export const useSweep = (): Sweep => sweepOf(useLab())

export const useSweepState = <T>(select: (state: SweepState) => T): T => useStore(useSweep(), select)
