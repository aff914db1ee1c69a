/** The same experts for every token of a layer: a dense model of the mixture's size of one row. The other control. */
import * as z from 'zod'
import { defineRoute } from '../../contracts/route.ts'
import { routeTo } from '../../model/route.ts'

export const fixed = defineRoute({
  id: 'fixed',
  role: 'route',
  title: 'Always the same',
  help: 'Every token goes to the same experts, as many as the model was trained with: a control without any choice.',
  knobs: z.strictObject({
    first: z
      .int()
      .min(0)
      .max(255)
      .default(0)
      .meta({
        label: 'First of them',
        help: 'They follow this one in number; another one takes others.',
        slider: [0, 7],
      }),
  }),
  create: ({ first }) => ({
    choose(site) {
      const chosen = Array.from({ length: site.active }, (_, i) => (first + i) % site.experts)
      for (let row = 0; row < site.rows; row++) routeTo(site, row, chosen)
    },
  }),
})
