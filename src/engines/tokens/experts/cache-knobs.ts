/** How many experts there is room for, what the link carries, and how many are fetched ahead: knobs of every rule. */
import * as z from 'zod'
import type { ExpertCache } from '../contracts/expert-cache.ts'

export const cacheKnobs = {
  held: z
    .int()
    .min(0)
    .max(256)
    .default(4)
    .meta({
      label: 'Experts held',
      unit: 'experts',
      help: 'Of each layer, in the accelerator’s memory; more of them take room and are fetched less often.',
      slider: [0, 8],
    }),
  ahead: z
    .int()
    .min(0)
    .max(8)
    .default(0)
    .meta({
      label: 'Fetched ahead',
      unit: 'experts',
      help: 'Of a row, on the guess of the layer before: what comes in time is not waited for, what was guessed wrong fills the link.',
      slider: [0, 4],
    }),
  bandwidth: z
    .number()
    .min(1)
    .max(1000)
    .default(25)
    .meta({
      label: 'Link to the host',
      unit: 'GB/s',
      help: 'Bytes a second that experts cross it at; a slower one makes every miss dearer.',
      slider: [8, 64],
      scale: 'log',
    }),
} as const

type Knobs = Readonly<Record<keyof typeof cacheKnobs, number>>

/** A rule with these knobs. */
export const cacheOf = ({ held, ahead, bandwidth }: Knobs, rankOf: ExpertCache['rankOf']): ExpertCache => ({
  ...{ held, ahead, rankOf },
  bandwidth: bandwidth * 1e9,
})
