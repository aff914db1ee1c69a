/** Service classes of the set-up: what each is promised, how many requests are of it, and how long theirs are. */
import * as z from 'zod'

/** Defaults of one service class; two classes cover what a lesson needs, and a trace's priorities map onto them. */
const serviceClass = (name: string, defaults: { share: number; priority: number; ttft: number; tpot: number }) => {
  const scale = (what: string, help: string) =>
    z
      .number()
      .min(0.001)
      .max(1000)
      .default(1)
      .meta({ label: `${name}: ${what} scale`, unit: '×', help, slider: [0.05, 20], scale: 'log', level: 'advanced' })
  return z
    .strictObject({
      share: z
        .number()
        .min(0)
        .max(1000)
        .default(defaults.share)
        .meta({
          label: `${name}: share`,
          unit: '',
          help: 'Weight of this class among arrivals: higher means more requests of it.',
          slider: [0, 1],
          level: 'advanced',
        }),
      priority: z
        .int()
        .min(0)
        .max(9)
        .default(defaults.priority)
        .meta({
          label: `${name}: priority`,
          unit: '',
          help: 'Lower goes first where the scheduler knows classes.',
          slider: [0, 9],
          level: 'advanced',
        }),
      ttft: z
        .number()
        .min(0.001)
        .max(3600)
        .default(defaults.ttft)
        .meta({
          label: `${name}: TTFT limit`,
          unit: 's',
          help: 'A request is good when its first token came within this: tighter means less goodput.',
          slider: [0.05, 10],
          scale: 'log',
        }),
      tpot: z
        .number()
        .min(0.0001)
        .max(60)
        .default(defaults.tpot)
        .meta({
          label: `${name}: TPOT limit`,
          unit: 's',
          help: '… and when its mean time per further token stayed within this.',
          slider: [0.005, 0.5],
          scale: 'log',
        }),
      deadline: z
        .number()
        .min(0)
        .max(86_400)
        .default(0)
        .meta({
          zero: 'none',
          label: `${name}: deadline`,
          unit: 's',
          help: 'Where set, a request is good when its whole answer came within this, whatever its first token: for work that nobody watches.',
          slider: [0, 120],
          level: 'advanced',
        }),
      promptScale: scale('prompt', 'Prompts of this class are this many times as long as the set-up’s.'),
      outputScale: scale('output', 'Answers of this class are this many times as long as the set-up’s.'),
    })
    .prefault({})
}

const shape = {
  interactive: serviceClass('Interactive', { share: 1, priority: 0, ttft: 1, tpot: 0.05 }),
  batch: serviceClass('Batch', { share: 0, priority: 1, ttft: 30, tpot: 0.5 }),
  background: serviceClass('Background', { share: 0, priority: 2, ttft: 120, tpot: 1 }),
}

export const classNames: readonly string[] = Object.keys(shape)

export const classes = z.strictObject(shape).prefault({})
