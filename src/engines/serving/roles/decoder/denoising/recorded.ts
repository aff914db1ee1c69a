/** Recorded steps: from a file. */
import * as z from 'zod'
import type { DenoisingTrace } from '../../../../../kernel/artefacts.ts'
import type { RealSource } from '../../../contracts/real-source.ts'
import { recordingKnob, recordingPartKnob } from '../../../contracts/source-knobs.ts'
import { followSteps } from './follow-steps.ts'
import { defineDenoising } from './process.ts'

const knobs = z.strictObject({ recording: recordingKnob('denoising'), part: recordingPartKnob })
const source = ({ recording, part }: z.output<typeof knobs>): RealSource => ({
  recorded: recording,
  holds: 'denoising',
  part,
})

export const recordedDenoising = defineDenoising({
  id: 'recorded',
  title: 'Recorded in a file',
  help: 'Steps of every block of texts that a real model filled in, kept in a file.',
  provenance: 'recorded',
  knobs,
  follows: source,
  create: (chosen, { draws, find }) => followSteps(find(source(chosen)).traces as readonly DenoisingTrace[], draws),
})
