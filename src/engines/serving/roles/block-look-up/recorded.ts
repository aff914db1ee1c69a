/** Recorded look-ups: from a file. */
import * as z from 'zod'
import { defineBlockLookUp } from '../../contracts/block-look-up.ts'
import type { RealSource } from '../../contracts/real-source.ts'
import { recordingKnob, recordingPartKnob } from '../../contracts/source-knobs.ts'
import { measuredLookUps } from './measured.ts'
import { oftenKnob } from './often-knob.ts'

const knobs = z.strictObject({ recording: recordingKnob('look-ups'), part: recordingPartKnob, often: oftenKnob })
const source = ({ recording, part }: z.output<typeof knobs>): RealSource => ({
  recorded: recording,
  holds: 'look-ups',
  part,
})

export const recordedLookUp = defineBlockLookUp({
  id: 'recorded',
  role: 'blockLookUp',
  title: 'Blocks found in a structure, recorded in a file',
  help: 'Finding a block takes as long as a file says that a look-up takes with as many entries.',
  knobs,
  follows: source,
  create: (chosen, { find }) => measuredLookUps(find(source(chosen)), chosen.often),
})
