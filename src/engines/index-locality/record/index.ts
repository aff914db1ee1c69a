/** What can be recorded of an experiment on locality, by kind. */
import type { ArtefactKind, ArtefactWork } from '../../../kernel/artefacts.ts'
import type { ArtefactContext } from '../../../kernel/engine.ts'
import type { Result } from '../../../kernel/problem.ts'
import type { LocalitySetup } from '../set-up/schema.ts'
import { recordLookUps } from './look-ups.ts'

type Recorder = (setup: LocalitySetup, context: ArtefactContext) => Result<ArtefactWork>

export const recorders: Readonly<Partial<Record<ArtefactKind, Recorder>>> = { 'look-ups': recordLookUps }
