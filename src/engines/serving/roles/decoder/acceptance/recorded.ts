/** Recorded acceptance: from a file, be it chances along texts or counts of what rounds brought on a server. */
import * as z from 'zod'
import type { AcceptanceTrace } from '../../../../../kernel/artefacts.ts'
import type { RealSource } from '../../../contracts/real-source.ts'
import { recordingKnob, recordingPartKnob } from '../../../contracts/source-knobs.ts'
import { followCounts } from './follow-counts.ts'
import { followTraces } from './follow-traces.ts'
import { defineAcceptance } from './process.ts'

const knobs = z.strictObject({ recording: recordingKnob('acceptance'), part: recordingPartKnob })
const source = ({ recording, part }: z.output<typeof knobs>): RealSource => ({
  recorded: recording,
  holds: 'acceptance',
  part,
})

export const recordedAcceptance = defineAcceptance({
  id: 'recorded',
  title: 'Recorded in a file',
  help: 'How drafts fared on a real server or in a tokens experiment, kept in a file.',
  provenance: 'recorded',
  knobs,
  follows: source,
  create(chosen, context) {
    const { traces, counts } = context.find(source(chosen))
    return counts ? followCounts(counts, context) : followTraces(traces as readonly AcceptanceTrace[], context.draws)
  },
})
