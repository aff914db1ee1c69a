/** How many keys lie side by side in a node: the one knob that all structures of such nodes share. */
import * as z from 'zod'

export const nodeKeysKnob = z
  .int()
  .min(4)
  .max(256)
  .default(32)
  .meta({
    label: 'Keys of a node',
    unit: 'keys',
    help: 'More are fewer levels and fewer nodes to find; each look in a node and each insertion touches more lines.',
    slider: [8, 128],
    scale: 'log',
  })
