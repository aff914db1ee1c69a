/** Knobs of rules that are less strict around some places. */
import * as z from 'zod'

export const leapKnobs = {
  anchor: z.number().min(0).max(1).default(0.9).meta({
    label: 'Threshold of anchors',
    unit: '',
    help: 'Lower makes more places anchors, which are filled in by themselves.',
  }),
  relaxed: z.number().min(0).max(1).default(0.75).meta({
    label: 'Threshold beside them',
    unit: '',
    help: 'Lower fills in more neighbours of an anchor; at the threshold of anchors there is no leap.',
  }),
  radius: z
    .int()
    .min(0)
    .max(64)
    .default(4)
    .meta({
      label: 'Radius',
      unit: 'tokens',
      help: 'How far from an anchor the lower threshold holds; 0 is no leap, a whole block is that threshold everywhere.',
      slider: [0, 16],
    }),
}
