/**
 * Measurements that were dropped, chosen or pasted, for the page Accuracy: text for its calibration, and a file to hold against the model.
 * They are kept here, not in the page's components, since a file can come while another page is open.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Problem } from '../kernel/problem.ts'

/** A file that the page holds against the model as a whole. */
export interface FileInHand {
  readonly name: string
  readonly what: 'run' | 'kernels' | 'points'
  readonly text: string
  /** What was read of it otherwise than it stands there. */
  readonly notes: readonly Problem[]
}

export interface Measured {
  readonly file: FileInHand | null
  /** The set-up of a measured run: what came with it, or after it. */
  readonly setup: { readonly text: string; readonly batch: number } | null
}

export interface MeasurementState {
  /** What stands in the field of the calibration, and what was read of it otherwise than it stands in its file. */
  readonly paste: string
  readonly pasteNotes: readonly Problem[]
  /** Another object whenever a file or a set-up comes, be it the same again. */
  readonly measured: Measured
}

/**
 * Parts of the page, which bear these names (`data-takes`): what is dropped over one is meant for it. A measured run is calibrated to over
 * the first, and replayed anywhere else.
 */
export const CALIBRATION = 'calibration'
export const MEASURED_FILE = 'measured-file'
export type MeasuredPart = typeof CALIBRATION | typeof MEASURED_FILE

export const createMeasurementStore = (): StoreApi<MeasurementState> =>
  createStore<MeasurementState>(() => ({ paste: '', pasteNotes: [], measured: { file: null, setup: null } }))
