/** Length of a segment of consecutive tokens, whose experts a cache holds. */
import * as z from 'zod'

export const segmentKnob = z
  .int()
  .min(1)
  .max(256)
  .default(16)
  .meta({
    label: 'Segment',
    unit: 'tokens',
    help: 'Shorter follows the text sooner, longer knows better which experts are popular.',
    slider: [1, 64],
    scale: 'log',
  })
