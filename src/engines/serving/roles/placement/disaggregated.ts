/**
 * Disaggregated placement: some instances compute prompts, others decode the answers, each with a parallelism of its own. KV moves
 * between them, and neither phase makes the other wait.
 *
 * Source: DistServe (Zhong et al., OSDI 2024, arXiv 2401.09670).
 */
import * as z from 'zod'
import { amount } from '../../../../kernel/decision.ts'
import { definePlacement } from '../../contracts/placement.ts'
import { degree } from './degree.ts'

const instances = (phase: string, help: string) =>
  z
    .int()
    .min(1)
    .max(256)
    .default(1)
    .meta({ label: `${phase} instances`, unit: '', help, slider: [1, 16] })

const decisions = {
  /** Accelerators that an instance for prompts gets. */
  promptWidth: amount((tensor: number) => tensor),
  /** Accelerators that an instance for answers gets. */
  answerWidth: amount((tensor: number) => tensor),
}

/** As it was set; any other width becomes the nearest power of two, since layers are halved and halved again. */
function degreeOf(width: number, set: number): number {
  if (width === set) return set
  let degree = 1
  while (degree < 64 && 2 * degree * degree <= width * width) degree *= 2
  return degree
}

export const disaggregated = definePlacement({
  id: 'disaggregated',
  role: 'placement',
  title: 'Disaggregated',
  help: 'Some instances compute prompts, others the answers; KV moves between them.',
  source: 'DistServe',
  knobs: z.strictObject({
    prefillInstances: instances(
      'Prefill',
      'Copies of the model for prompts: more shorten the time to the first token.',
    ),
    prefillTensor: degree('Prefill tensor parallelism', 'Accelerators that share every layer of a prompt’s pass.'),
    prefillPipeline: degree(
      'Prefill pipeline parallelism',
      'Groups of layers in sequence: more prompts a second, none of them sooner.',
    ).meta({ level: 'advanced' }),
    decodeInstances: instances('Decode', 'Copies of the model for answers: more shorten the time per token.'),
    decodeTensor: degree('Decode tensor parallelism', 'Accelerators that share every layer of an answer’s pass.'),
    decodePipeline: degree(
      'Decode pipeline parallelism',
      'Groups of layers in sequence: more room for KV, no shorter time per token.',
    ).meta({ level: 'advanced' }),
  }),
  decisions,
  create: (knobs) => ({
    pools: [
      {
        duty: 'prefill',
        instances: knobs.prefillInstances,
        tensor: degreeOf(decisions.promptWidth(knobs.prefillTensor), knobs.prefillTensor),
        pipeline: knobs.prefillPipeline,
        data: 1,
        expertParallel: false,
      },
      {
        duty: 'decode',
        instances: knobs.decodeInstances,
        tensor: degreeOf(decisions.answerWidth(knobs.decodeTensor), knobs.decodeTensor),
        pipeline: knobs.decodePipeline,
        data: 1,
        expertParallel: false,
      },
    ],
  }),
})
