/** Computed look-ups: what an experiment of the engine of look-ups measures of its structure. */
import * as z from 'zod'
import { defineBlockLookUp } from '../../contracts/block-look-up.ts'
import type { RealSource } from '../../contracts/real-source.ts'
import { measuredLookUps } from './measured.ts'
import { oftenKnob } from './often-knob.ts'

const knobs = z.strictObject({
  from: z.string().max(600).default('').meta({
    label: 'Look-ups experiment',
    help: 'Link of an experiment of the engine of look-ups about keys; empty takes one thread and the default structure.',
    level: 'advanced',
  }),
  often: oftenKnob,
})

const ONE_THREAD = { subject: { id: 'keys', knobs: { threads: 1, operations: 4000 } } }

const source = ({ from }: z.output<typeof knobs>): RealSource => ({
  computed: { engine: 'index-locality', kind: 'look-ups', from, preset: ONE_THREAD },
  part: '',
})

export const computedLookUp = defineBlockLookUp({
  id: 'computed',
  role: 'blockLookUp',
  title: 'Blocks found in a structure, computed',
  help: 'Finding a block takes as long as a look-up in a real structure with as many entries as blocks hold something.',
  knobs,
  follows: source,
  create: (chosen, { find }) => measuredLookUps(find(source(chosen)), chosen.often),
})
