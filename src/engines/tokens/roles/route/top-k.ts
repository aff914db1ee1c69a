/** The best few experts of every row, by its own gate: as the model was trained, or more or fewer of them. */
import * as z from 'zod'
import { defineRoute } from '../../contracts/route.ts'
import { routeBest } from '../../model/route.ts'

export const topK = defineRoute({
  id: 'top-k',
  role: 'route',
  title: 'Top k',
  help: 'Every token goes to the experts that its gate scores highest.',
  knobs: z.strictObject({
    active: z
      .int()
      .min(0)
      .max(32)
      .default(0)
      .meta({
        label: 'Experts of a token',
        unit: 'experts',
        help: 'More of them read more weights; the model was trained with two.',
        zero: 'as trained',
        slider: [0, 8],
      }),
  }),
  create: ({ active }) => (active === 0 ? null : { choose: (site) => routeBest(site, Math.min(active, site.experts)) }),
})
