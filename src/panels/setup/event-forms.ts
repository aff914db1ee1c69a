/**
 * The form of an event by its kind (event-kinds.ts). `patch` has no fields of its own: it borrows one of the set-up and takes effect at
 * its time.
 */
import type { Field, NumberField } from '../../kernel/description.ts'

export interface EventForm {
  readonly help: string
  readonly fields: readonly Field[]
}

interface NumberShape extends Partial<NumberField> {
  readonly path: string
  readonly label: string
  readonly help: string
  readonly default: number
  readonly max: number
}

function number({ path, label, help, max, ...rest }: NumberShape): NumberField {
  const base = { kind: 'number', level: 'basic', integer: true, scale: 'linear', min: 0, sliderMin: 0 } as const
  return { ...base, path, label, help, max, sliderMax: max, ...rest }
}

const at = number({
  path: 'at',
  label: 'At',
  unit: 's',
  help: 'Simulated time at which it happens.',
  default: 10,
  integer: false,
  max: 1e6,
  sliderMax: 120,
})
const instance = number({
  path: 'instance',
  label: 'Instance',
  help: 'Which model copy, counted from 0.',
  default: 0,
  max: 255,
  sliderMax: 7,
})

export const eventForms: Readonly<Record<string, EventForm>> = {
  burst: {
    help: 'More requests arrive within a short time.',
    fields: [
      at,
      number({
        path: 'requests',
        label: 'Requests',
        help: 'More of them fill the queue and the KV cache faster.',
        default: 24,
        min: 1,
        sliderMin: 1,
        max: 100_000,
        sliderMax: 200,
      }),
      number({
        path: 'over',
        label: 'Within',
        unit: 's',
        help: 'The shorter, the sharper the burst.',
        default: 1,
        integer: false,
        max: 3600,
        sliderMax: 30,
      }),
      number({
        path: 'promptTokens',
        label: 'Prompt length',
        unit: 'tokens',
        help: 'Longer prompts need more prefill and more KV blocks.',
        default: 2000,
        min: 1,
        sliderMin: 16,
        max: 1_000_000,
        sliderMax: 16_000,
        scale: 'log',
      }),
      number({
        path: 'outputTokens',
        label: 'Output length',
        unit: 'tokens',
        help: 'Longer outputs hold their KV blocks for longer.',
        default: 200,
        min: 1,
        sliderMin: 1,
        max: 1_000_000,
        sliderMax: 4000,
        scale: 'log',
      }),
    ],
  },
  slow: {
    help: 'Every iteration of one instance takes longer from then on, as on a throttled card.',
    fields: [
      at,
      instance,
      number({
        path: 'factor',
        label: 'Times slower',
        help: 'Iteration time is multiplied by this.',
        default: 2,
        integer: false,
        min: 1,
        sliderMin: 1,
        max: 100,
        sliderMax: 10,
      }),
    ],
  },
  kill: {
    help: 'The instance is gone with its KV cache; its requests start again elsewhere.',
    fields: [at, instance],
  },
  restore: {
    help: 'A killed or slowed instance is back at full speed, with an empty cache.',
    fields: [at, instance],
  },
  patch: {
    help: 'From then on the cluster runs with another value of one knob.',
    fields: [at],
  },
}
