/** Recorded gate: experts that a real mixture chose, from a file. */
import * as z from 'zod'
import type { GateTrace } from '../../../../kernel/artefacts.ts'
import { defineGate } from '../../contracts/gate.ts'
import type { RealSource } from '../../contracts/real-source.ts'
import { recordingKnob, recordingPartKnob } from '../../contracts/source-knobs.ts'
import { followGates } from './follow-gates.ts'
import { layersKnob } from './layers-knob.ts'

const knobs = z.strictObject({ recording: recordingKnob('gates'), part: recordingPartKnob, layers: layersKnob })
const source = ({ recording, part }: z.output<typeof knobs>): RealSource => ({
  recorded: recording,
  holds: 'gates',
  part,
})

export const recordedGate = defineGate({
  id: 'recorded',
  role: 'gate',
  title: 'Recorded in a file',
  help: 'Experts that a real mixture chose token by token, kept in a file; their number must be that of the model.',
  provenance: 'recorded',
  knobs,
  follows: source,
  create: (chosen, context) => followGates(context.find(source(chosen)).traces as readonly GateTrace[], context),
})
