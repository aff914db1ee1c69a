/** Recorded KV error: from a file. */
import * as z from 'zod'
import type { KvErrorRow } from '../../../../kernel/artefacts.ts'
import { defineKvRead } from '../../contracts/kv-read.ts'
import type { RealSource } from '../../contracts/real-source.ts'
import { recordingKnob, recordingPartKnob } from '../../contracts/source-knobs.ts'
import { smallerCache } from './smaller-cache.ts'

const knobs = z.strictObject({ recording: recordingKnob('kv-error'), part: recordingPartKnob })
const source = ({ recording, part }: z.output<typeof knobs>): RealSource => ({
  recorded: recording,
  holds: 'kv-error',
  part,
})

export const recordedKv = defineKvRead({
  id: 'recorded',
  role: 'kvRead',
  title: 'Smaller cache, recorded in a file',
  help: 'Streams read what a real model’s smaller cache keeps, as a file says; its error stands beside the times.',
  knobs,
  follows: source,
  create: (chosen, context) => smallerCache(context.find(source(chosen)).traces as readonly KvErrorRow[], context),
})
