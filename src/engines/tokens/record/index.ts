/** What can be recorded of a tokens experiment, by kind. */
import type { ArtefactKind } from '../../../kernel/artefacts.ts'
import { recordAcceptance } from './acceptance.ts'
import { recordDenoising } from './denoising.ts'
import { recordGates } from './gates.ts'
import { recordKvError } from './kv-error.ts'
import type { Recorder } from './recorder.ts'

export const recorders: Readonly<Partial<Record<ArtefactKind, Recorder>>> = {
  acceptance: recordAcceptance,
  gates: recordGates,
  denoising: recordDenoising,
  'kv-error': recordKvError,
}
