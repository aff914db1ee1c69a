/**
 * A few channels behind every norm carry 2^n times larger numbers, and the columns that they meet are as much smaller. Powers of two move
 * no digit of a float, so the model computes what it did before, to the last bits of int8 rows that become floats.
 *
 * Large models have such channels, and small ones hardly do: methods that live on them have nothing to do here without.
 */
import * as z from 'zod'
import { createDraws } from '../../../../kernel/draws.ts'
import type { StoredMatrix } from '../../contracts/weight-file.ts'
import { defineStressor } from '../../contracts/weights.ts'
import { sitesOf } from '../../weights/input-sites.ts'
import { reformed, valuesOf } from '../../weights/reformed.ts'

export const channelOutliers = defineStressor({
  id: 'channel-outliers',
  role: 'stressor',
  title: 'Channels with outliers',
  isMarked: true,
  help: 'Some channels carry far larger numbers and their columns as much smaller ones: the same model, harder to round.',
  knobs: z.strictObject({
    channels: z.int().min(1).max(32).default(2).meta({
      label: 'Channels',
      unit: 'channels',
      help: 'Behind each norm; large models have them in about one of a hundred.',
    }),
    doublings: z.int().min(1).max(8).default(5).meta({
      label: 'Times doubled',
      unit: 'times',
      help: '5 makes their numbers 32 times as large.',
    }),
  }),
  create: ({ channels, doublings }) => {
    const factor = 1 << doublings
    const stream = createDraws(0).stream('channels with outliers')
    return (file) => {
      const { shape } = file.header
      if (shape === undefined) return file
      const vectors = new Map<string, Float32Array>()
      const matrices = new Map<string, StoredMatrix>()
      for (const [i, { before, matrices: names, router }] of sitesOf(shape).entries()) {
        if (before?.kind !== 'norm') continue
        const isOutlier = picked(shape.dim, channels, (channel) => stream.at(i, channel))
        vectors.set(
          before.name,
          file.tensor(before.name).map((gain, channel) => (isOutlier[channel] ? gain * factor : gain)),
        )
        const smaller = (values: Float32Array): Float32Array =>
          values.map((value, at) => (isOutlier[at % shape.dim] ? value / factor : value))
        for (const name of names) {
          const { inputs, outputs, ...matrix } = file.matrix(name)
          const values = smaller(valuesOf({ inputs, outputs, ...matrix } as StoredMatrix))
          matrices.set(name, { kind: 'dense', inputs, outputs, values })
        }
        if (router !== null) vectors.set(router, smaller(file.tensor(router)))
      }
      return reformed(file, { vectors, matrices })
    }
  },
})

/** `count` of so many channels, those of the smallest draws. */
function picked(channels: number, count: number, drawOf: (channel: number) => number): readonly boolean[] {
  const chosen = new Set(
    Array.from({ length: channels }, (_, channel) => channel)
      .sort((a, b) => drawOf(a) - drawOf(b) || a - b)
      .slice(0, count),
  )
  return Array.from({ length: channels }, (_, channel) => chosen.has(channel))
}
