/** The set-up of a tokens experiment: the only description of its knobs. A choice of algorithm is a line of the table of roles. */
import * as z from 'zod'
import { accelerators } from '../../../catalog/accelerators.ts'
import { models } from '../../../catalog/models.ts'
import { choicesOf } from '../../../schema/role-table.ts'
import { roles } from '../roles/roles.ts'

const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id) as [string, ...string[]]

export const tokensSetup = z.strictObject({
  ...choicesOf(roles),
  target: z.enum(['target', 'moe']).default('target').meta({
    label: 'Model',
    help: 'A dense model of 0.85 M parameters, or a mixture of eight experts of which two are active.',
  }),
  sink: z.boolean().default(true).meta({
    label: 'Attention sink',
    help: 'Each head has learned a place to look at when nothing fits; without it that attention goes to real tokens.',
    level: 'advanced',
  }),
  output: z
    .int()
    .min(1)
    .max(200)
    .default(64)
    .meta({
      label: 'Output',
      unit: 'tokens',
      help: 'Most tokens written after a prompt; an end that the model writes ends it sooner.',
      slider: [8, 160],
    }),
  sampling: z
    .strictObject({
      temperature: z.number().min(0).max(2).default(0.7).meta({
        label: 'Temperature',
        unit: '',
        help: '0 always takes the likeliest token, and small models then repeat themselves; higher is more surprising.',
      }),
      topK: z
        .int()
        .min(0)
        .max(512)
        .default(0)
        .meta({
          label: 'Top k',
          unit: 'tokens',
          help: 'Only the k likeliest tokens can be drawn.',
          slider: [0, 64],
          zero: 'all',
          level: 'advanced',
        }),
      topP: z.number().min(0.01).max(1).default(1).meta({
        label: 'Top p',
        unit: '',
        help: 'Only the likeliest tokens that hold this share together can be drawn; 1 is all.',
        level: 'advanced',
      }),
    })
    .prefault({}),
  beside: z.boolean().default(false).meta({
    label: 'Held against the plain model',
    help: 'The model as it came reads every prompt beside: how far its next tokens are from those of the model that writes.',
    level: 'advanced',
  }),
  pace: z
    .strictObject({
      accelerator: z.enum(ids(accelerators)).default('h100-sxm').meta({
        label: 'Accelerator',
        help: 'Modelled time is that of a large model on this accelerator; the tiny model only says which tokens come.',
      }),
      standsFor: z.enum(ids(models)).default('llama-3.1-8b').meta({
        label: 'The target stands for',
        help: 'The model whose passes are timed; a draft costs its share of the tiny target’s parameters.',
      }),
      batch: z
        .int()
        .min(1)
        .max(512)
        .default(1)
        .meta({
          label: 'Streams beside',
          unit: 'requests',
          help: 'Requests that share each pass in the modelled time: more make verification dear.',
          slider: [1, 256],
          scale: 'log',
        }),
      contextScale: z
        .int()
        .min(1)
        .max(1000)
        .default(1)
        .meta({
          label: 'A token of the context stands for',
          unit: 'tokens',
          help: 'Texts here are short; above 1 each token of prompt and cache counts as so many in the modelled time, as in a long context.',
          slider: [1, 200],
          scale: 'log',
        }),
    })
    .prefault({}),
})

export type TokensSetup = z.output<typeof tokensSetup>
