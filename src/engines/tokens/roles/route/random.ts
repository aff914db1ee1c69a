/** Any experts, as many as the model was trained with: what a gate must beat at the same work. */
import * as z from 'zod'
import { createDraws } from '../../../../kernel/draws.ts'
import { defineRoute } from '../../contracts/route.ts'
import { routeTo } from '../../model/route.ts'

/** More experts than a layer ever has. */
const EXPERTS = 4096

export const random = defineRoute({
  id: 'random',
  role: 'route',
  title: 'At random',
  help: 'Every token goes to experts drawn by chance, as many as the model was trained with: a control.',
  knobs: z.strictObject({
    seed: z.int().min(0).max(1_000_000).default(0).meta({
      label: 'Seed',
      help: 'Another seed draws other experts.',
      level: 'advanced',
    }),
  }),
  create({ seed }) {
    const stream = createDraws(seed).stream('route')
    return {
      choose(site) {
        const { layer, rows, experts, active } = site
        for (let row = 0; row < rows; row++) {
          // By position, so that a draft's rows go where they would go one by one.
          const chanceOf = (expert: number): number => stream.at(layer, site.positionOf(row) * EXPERTS + expert)
          const order = Array.from({ length: experts }, (_, expert) => expert)
          order.sort((a, b) => chanceOf(a) - chanceOf(b) || a - b)
          routeTo(site, row, order.slice(0, active))
        }
      },
    }
  },
})
