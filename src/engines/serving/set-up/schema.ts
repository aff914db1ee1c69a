/**
 * The set-up of a serving experiment: the only description of its knobs. Form, URL, command line, validation and
 * documentation come from it.
 */
import * as z from 'zod'
import { links } from '../../../catalog/links.ts'
import { choice } from '../../../schema/choice.ts'
import { choicesOf } from '../../../schema/role-table.ts'
import { costSettings } from '../cost/settings.ts'
import { lengthRole, roles } from '../roles/roles.ts'
import { classes } from './classes.ts'

const linkIds = ['catalogue', ...links.map(({ id }) => id)] as [string, ...string[]]

const lengthOf = (label: string, help: string) =>
  choice(lengthRole.definitions, { label, help, default: lengthRole.default })

export const servingSetup = z.strictObject({
  ...choicesOf(roles),
  peerLink: z.enum(linkIds).default('catalogue').meta({
    label: 'Link between accelerators',
    help: "'catalogue' takes the accelerator's own; a faster link shortens tensor-parallel iterations.",
    level: 'advanced',
  }),
  hostLink: z.enum(linkIds).default('catalogue').meta({
    label: 'Link to the host',
    help: "'catalogue' takes the accelerator's own; a faster link makes swapping cheaper.",
    level: 'advanced',
  }),
  precision: z
    .strictObject({
      weights: z.enum(['bf16', 'fp8', 'int8', 'int4']).default('bf16').meta({
        label: 'Weights',
        help: 'Fewer bits: less memory and faster decoding; arithmetic only speeds up where the accelerator has that dtype.',
      }),
      kv: z.enum(['bf16', 'fp8', 'int8']).default('bf16').meta({
        label: 'KV cache',
        help: 'Fewer bits: more tokens fit and decode attention reads less.',
      }),
    })
    .prefault({}),
  lengths: z
    .strictObject({
      prompt: lengthOf('Prompt length', 'Tokens of a prompt.'),
      output: lengthOf('Output length', 'Tokens of an answer.'),
    })
    .prefault({} as never), // both members have defaults, which a choice's type does not show
  sharing: z
    .strictObject({
      groups: z
        .int()
        .min(0)
        .max(100_000)
        .default(0)
        .meta({
          zero: 'none',
          label: 'System prompts',
          unit: '',
          help: 'Different system prompts that requests share; 0 for none. Fewer means more prefix hits.',
          slider: [0, 32],
          level: 'advanced',
        }),
      tokens: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(512)
        .meta({
          label: 'System prompt length',
          unit: 'tokens',
          help: 'Tokens that requests of one group share at the beginning: longer means more to reuse.',
          slider: [16, 8192],
          scale: 'log',
          level: 'advanced',
        }),
      byClass: z.boolean().default(false).meta({
        label: 'A class has its own',
        help: 'Each class of requests has so many system prompts that no other class uses: as scenarios have that come from different products.',
        level: 'advanced',
      }),
    })
    .prefault({}),
  classes,
  clients: z
    .strictObject({
      patience: z
        .number()
        .min(0)
        .max(86_400)
        .default(0)
        .meta({
          zero: 'for ever',
          label: 'Client patience',
          unit: 's',
          help: 'Mean time until a client goes away (exponential), 0 for never: less patience, more cancelled requests.',
          slider: [0, 120],
          level: 'advanced',
        }),
      pace: z
        .number()
        .min(0)
        .max(1000)
        .default(0)
        .meta({
          zero: 'nobody reads along',
          label: 'Reading pace',
          unit: 'tokens/s',
          help: 'How fast clients read along, 0 for nobody: a faster reader is left waiting sooner, which the effective throughput shows.',
          slider: [0, 16],
          level: 'advanced',
        }),
    })
    .prefault({}),
  reports: z
    .strictObject({
      interval: z
        .number()
        .min(0)
        .max(600)
        .default(0)
        .meta({
          zero: 'always fresh',
          label: 'Load reports',
          unit: 's',
          help: 'Instances tell their load this often, 0 for routers that know it at any time: older reports send bursts to the same instance.',
          slider: [0, 5],
          level: 'advanced',
        }),
      gateways: z
        .int()
        .min(1)
        .max(256)
        .default(1)
        .meta({
          label: 'Gateways',
          unit: '',
          help: 'Routers side by side; each adds what it has itself sent since the last report, and knows nothing of the others. Matters with reports that are not fresh.',
          slider: [1, 32],
          level: 'advanced',
        }),
    })
    .prefault({}),
  limits: z
    .strictObject({
      queue: z
        .int()
        .min(0)
        .max(10_000_000)
        .default(0)
        .meta({
          zero: 'no limit',
          label: 'Queue limit',
          unit: 'requests',
          help: 'Most waiting requests of an instance, 0 for no limit: beyond it arrivals are turned away.',
          slider: [0, 1000],
          level: 'advanced',
        }),
      length: z
        .int()
        .min(0)
        .max(10_000_000)
        .default(0)
        .meta({
          zero: 'the model’s own',
          label: 'Length limit',
          unit: 'tokens',
          help: "Most tokens of prompt and answer together, 0 for the model's own: longer prompts are turned away, longer answers cut.",
          slider: [0, 131_072],
          level: 'advanced',
        }),
      timeout: z
        .number()
        .min(0)
        .max(86_400)
        .default(0)
        .meta({
          zero: 'never',
          label: 'Timeout',
          unit: 's',
          help: 'The server gives up a request that has no first token after this, 0 for never.',
          slider: [0, 120],
          level: 'advanced',
        }),
    })
    .prefault({}),
  batching: z
    .strictObject({
      maxRunning: z
        .int()
        .min(1)
        .max(4096)
        .default(128)
        .meta({
          label: 'Batch cap',
          unit: 'requests',
          help: 'Most requests that run together on an instance: higher raises throughput and every stream’s time per token.',
          slider: [1, 512],
          scale: 'log',
        }),
    })
    .prefault({}),
  kv: z
    .strictObject({
      blockTokens: z
        .int()
        .min(1)
        .max(1024)
        .default(16)
        .meta({
          label: 'Block size',
          unit: 'tokens',
          help: 'Tokens of a KV block: larger wastes more in half-full last blocks and hits fewer prefixes.',
          slider: [1, 128],
          scale: 'log',
          level: 'advanced',
        }),
      utilisation: z
        .number()
        .min(0.05)
        .max(1)
        .default(0.9)
        .meta({
          label: 'Memory share',
          unit: '',
          help: 'Share of the memory that the engine may use: more leaves room for more KV.',
          slider: [0.5, 1],
        }),
      capacityTokens: z
        .int()
        .min(0)
        .max(2_000_000_000)
        .default(0)
        .meta({
          zero: 'from memory',
          label: 'KV capacity',
          unit: 'tokens',
          help: 'Tokens the cache of a rank holds, 0 to compute them from the memory that weights leave.',
          slider: [0, 262_144],
          level: 'advanced',
        }),
      watermark: z
        .number()
        .min(0)
        .max(0.5)
        .default(0.01)
        .meta({
          label: 'Watermark',
          unit: '',
          help: 'Share of blocks that an admission leaves free, so that running streams can grow: higher means fewer preemptions.',
          slider: [0, 0.2],
          level: 'advanced',
          source: 'vLLM',
        }),
    })
    .prefault({}),
  cost: costSettings.prefault({}),
  prices: z
    .strictObject({
      acceleratorHour: z
        .number()
        .min(0)
        .max(10_000)
        .default(0)
        .meta({
          zero: 'list price',
          label: 'Accelerator-hour',
          unit: '$',
          help: 'What an accelerator costs for an hour, 0 for the list price of the catalogue: dollars per token rise with it.',
          slider: [0, 10],
          level: 'advanced',
        }),
    })
    .prefault({}),
  horizon: z
    .strictObject({
      duration: z
        .number()
        .min(0)
        .max(10_000_000)
        .default(0)
        .meta({
          zero: 'until drained',
          label: 'Duration',
          unit: 's',
          help: 'Simulated time after which the run stops, 0 to run until every request has ended.',
          slider: [0, 600],
        }),
      warmUp: z
        .number()
        .min(0)
        .max(1_000_000)
        .default(0)
        .meta({
          zero: 'none',
          label: 'Warm-up',
          unit: 's',
          help: 'Requests that arrive before this are left out of the summary.',
          slider: [0, 60],
        }),
    })
    .prefault({}),
})

export type ServingSetup = z.output<typeof servingSetup>
