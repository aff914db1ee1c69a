/** A small description with every kind of field, for the stand-in worker and the tests of forms. */
import type { Description, NumberField } from '../../src/kernel/description.ts'
import type { MetricWords } from '../../src/kernel/metric.ts'

export const number = (field: Partial<NumberField> & Pick<NumberField, 'path' | 'label' | 'default'>): NumberField => ({
  kind: 'number',
  help: `What rises and what falls with ${field.label.toLowerCase()}.`,
  level: 'basic',
  integer: true,
  min: 1,
  max: 1_000_000,
  sliderMin: 1,
  sliderMax: 4096,
  scale: 'log',
  ...field,
})

const metric = (id: string, label: string, unit: string, better: MetricWords['better']): MetricWords => ({
  ...{ id, label, unit, better },
  help: `${label} over the finished requests.`,
})

export const standInDescription: Description = {
  engine: { id: 'serving', version: '0.1.0', title: 'Serving' },
  metrics: [
    metric('ttft.p50', 'TTFT p50', 's', 'lower'),
    metric('ttft.p99', 'TTFT p99', 's', 'lower'),
    metric('tpot.p50', 'TPOT p50', 's', 'lower'),
    metric('gap.max', 'Largest gap', 's', 'lower'),
    metric('goodput', 'Goodput', 'req/s', 'higher'),
    metric('preemptions', 'Preempted', '', 'lower'),
    metric('acceptance', 'Accepted', 'fraction', 'higher'),
    metric('energy', 'Energy', 'MJ/M tok', 'lower'),
  ],
  groups: [
    {
      id: 'hardware',
      title: 'Hardware',
      summary: ['accelerator', 'precision.weights'],
      fields: [
        {
          kind: 'choice',
          path: 'accelerator',
          label: 'Accelerator',
          help: 'More memory holds more KV blocks, more bandwidth shortens decoding.',
          level: 'basic',
          default: 'h100',
          options: [
            {
              id: 'h100',
              title: 'H100 SXM 80 GB',
              help: 'Hopper, 3.35 TB/s.',
              source: 'NVIDIA data sheet',
              fields: [],
            },
            {
              id: 'a100',
              title: 'A100 SXM 80 GB',
              help: 'Ampere, 2.04 TB/s.',
              source: 'NVIDIA data sheet',
              fields: [],
            },
          ],
        },
        number({
          path: 'placement.tensor',
          label: 'Tensor parallelism',
          unit: 'GPUs',
          default: 2,
          sliderMax: 8,
          max: 64,
        }),
        {
          kind: 'select',
          path: 'precision.weights',
          label: 'Weights',
          help: 'Fewer bits read faster and round more.',
          level: 'advanced',
          default: 'fp8',
          options: [
            { value: 'bf16', label: 'bf16' },
            { value: 'fp8', label: 'fp8' },
          ],
        },
      ],
    },
    {
      id: 'workload',
      title: 'Workload',
      summary: ['workload', 'workload.knobs.rate', 'lengths.prompt'],
      fields: [
        {
          kind: 'choice',
          path: 'workload',
          label: 'Arrivals',
          help: 'Who arrives, and when.',
          level: 'basic',
          default: 'poisson',
          options: [
            {
              id: 'poisson',
              title: 'Poisson',
              help: 'Independent arrivals at a constant rate.',
              fields: [
                number({
                  path: 'workload.knobs.rate',
                  label: 'Arrival rate',
                  unit: '/s',
                  default: 4,
                  integer: false,
                  min: 0.001,
                  sliderMin: 0.1,
                  sliderMax: 100,
                }),
                number({ path: 'workload.knobs.requests', label: 'Requests', default: 240, level: 'advanced' }),
              ],
            },
            {
              id: 'trace',
              title: 'Trace replay',
              help: 'Arrivals as recorded.',
              fields: [
                {
                  kind: 'text',
                  path: 'workload.knobs.data',
                  label: 'Data',
                  help: 'Key of the data.',
                  level: 'basic',
                  default: '',
                  maxLength: 40,
                },
              ],
            },
          ],
        },
        number({ path: 'lengths.prompt', label: 'Prompt length', unit: 'tok', default: 1150, sliderMin: 16 }),
        number({ path: 'lengths.output', label: 'Output length', unit: 'tok', default: 210, sliderMin: 1 }),
      ],
    },
    {
      id: 'scheduler',
      title: 'Scheduler',
      summary: ['scheduler', 'scheduler.knobs.tokenBudget'],
      fields: [
        {
          kind: 'choice',
          path: 'scheduler',
          label: 'Scheduler',
          help: 'What runs next.',
          level: 'basic',
          default: 'chunked-prefill',
          options: [
            {
              id: 'chunked-prefill',
              title: 'Chunked prefill',
              help: 'Running streams first, pieces of prompts fill the budget.',
              source: 'Sarathi-Serve',
              fields: [
                number({
                  path: 'scheduler.knobs.tokenBudget',
                  label: 'Token budget',
                  unit: 'tokens',
                  default: 512,
                  min: 64,
                  max: 8192,
                  sliderMin: 64,
                  sliderMax: 8192,
                }),
              ],
            },
            {
              id: 'shortest-first',
              title: 'Shortest first',
              help: 'Short outputs overtake long ones.',
              sees: ['outputLength'],
              fields: [],
            },
          ],
        },
      ],
    },
    {
      id: 'kv',
      title: 'KV cache',
      summary: ['kv.blockTokens'],
      fields: [
        number({ path: 'kv.blockTokens', label: 'Block size', unit: 'tokens', default: 16, sliderMax: 128 }),
        number({
          path: 'kv.utilisation',
          label: 'Memory share',
          default: 0.9,
          integer: false,
          min: 0.1,
          max: 1,
          sliderMin: 0.1,
          sliderMax: 1,
          scale: 'linear',
        }),
        {
          kind: 'toggle',
          path: 'cost.ideal',
          label: 'Ideal hardware',
          help: 'Leaves out every overhead.',
          level: 'basic',
          default: false,
        },
      ],
    },
  ],
}
