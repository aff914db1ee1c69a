/** Knobs of whatever follows real behaviour: which experiment or recording, and which part of it. */
import * as z from 'zod'
import type { DataKind } from '../../../kernel/description.ts'

export const tokensExperimentKnob = (what: string) =>
  z
    .string()
    .max(600)
    .default('')
    .meta({
      label: 'Tokens experiment',
      help: `Link of an experiment of the tokens engine ${what}; empty takes the default one.`,
      level: 'advanced',
    })

export const domainKnob = (help: string) =>
  z
    .enum(['all', 'prose', 'play', 'code', 'tools', 'arithmetic', 'recall', 'counting'])
    .default('all')
    .meta({ label: 'Domain', help })

export const recordingKnob = (names: DataKind) =>
  z.string().max(64).default(names).meta({
    label: 'Recording',
    help: 'Name of the recording in this document; drop its file on the page to add one.',
    names,
  })

export const recordingPartKnob = z.string().max(80).default('').meta({
  label: 'Part',
  help: 'A recording may hold several data sets or ways of drafting; empty follows its first count, or all its texts.',
})
