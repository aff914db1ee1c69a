/**
 * Aggregated placement: every instance is a whole copy of the model that does prefill and decode. An instance spreads over
 * tensor × pipeline × data accelerators.
 */
import * as z from 'zod'
import { definePlacement } from '../../contracts/placement.ts'
import { degree, instancesKnob } from './degree.ts'

export const aggregated = definePlacement({
  id: 'aggregated',
  role: 'placement',
  title: 'Aggregated',
  help: 'Every instance does prefill and decode.',
  knobs: z.strictObject({
    instances: instancesKnob,
    tensor: degree(
      'Tensor parallelism',
      'Accelerators that share every layer: more means less time and memory each, and two all-reduces a layer.',
    ),
    pipeline: degree(
      'Pipeline parallelism',
      'Groups of layers in sequence: more means memory for larger models, not shorter iterations.',
    ).meta({ level: 'advanced' }),
    data: degree(
      'Data parallelism',
      'Attention ranks that march in step inside an instance: more means more KV; experts are shared among them.',
    ).meta({ level: 'advanced' }),
    expertParallel: z.boolean().default(false).meta({
      label: 'Expert parallelism',
      help: 'Whole experts live on different accelerators and tokens travel to them; the most loaded one sets the pace.',
      level: 'advanced',
    }),
  }),
  // Spelt out: copies of parsed knobs would each have a shape of their own, and the hot loop reads pools.
  create: ({ instances, tensor, pipeline, data, expertParallel }) => ({
    pools: [{ instances, tensor, pipeline, data, expertParallel, duty: 'whole' }],
  }),
})
