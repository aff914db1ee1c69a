/** The set-up of an experiment on locality: what is looked up, and the caches between it and memory. */
import * as z from 'zod'
import { choicesOf } from '../../../schema/role-table.ts'
import { roles } from '../roles/roles.ts'

const MEASURED = 'Skylake-SP, measured: anandtech.com, Sizing up servers (2017)'

const size = (label: string, kib: number, help: string) =>
  z
    .int()
    .min(1)
    .max(65_536)
    .default(kib)
    .meta({ label, unit: 'KiB', help, slider: [4, 4096], scale: 'log', source: MEASURED })

const ways = (label: string, most: number) =>
  z.int().min(1).max(64).default(most).meta({
    label,
    unit: 'lines',
    help: 'Lines that can stand in for each other: with 1 every line has a single place, and two hot lines can push each other out.',
    level: 'advanced',
    source: MEASURED,
  })

const latency = (label: string, ns: number, help: string, source = MEASURED) =>
  z
    .number()
    .min(0.1)
    .max(5000)
    .default(ns)
    .meta({ label, unit: 'ns', help, slider: [1, 300], scale: 'log', level: 'advanced', source })

export const localitySetup = z.strictObject({
  ...choicesOf(roles),
  warmUp: z.number().min(0).max(0.9).default(0.2).meta({
    label: 'Warm-up',
    unit: 'fraction',
    help: 'Share of the operations at the beginning that no figure counts, since caches are empty then.',
    level: 'advanced',
  }),
  cache: z
    .strictObject({
      line: z.enum(['32-bytes', '64-bytes', '128-bytes', '256-bytes']).default('64-bytes').meta({
        label: 'Line',
        help: 'What comes from memory at once: longer lines bring more neighbours and leave room for fewer of them.',
        source: MEASURED,
      }),
      l1: size('First level', 32, 'Of each thread: larger keeps more lines close.'),
      l1Ways: ways('Ways of the first level', 8),
      l2: size('Second level', 1024, 'Of each thread: larger keeps more lines near.'),
      l2Ways: ways('Ways of the second level', 16),
      last: z
        .int()
        .min(0)
        .max(65_536)
        .default(0)
        .meta({
          label: 'Last level, shared',
          unit: 'KiB',
          help: 'One for all threads. Without it small structures miss as large ones do, which are a thousand times as large as what fits here.',
          slider: [0, 16_384],
          zero: 'none',
        }),
      lastWays: ways('Ways of the last level', 11),
    })
    .prefault({}),
  latency: z
    .strictObject({
      l1: latency('Found in the first level', 1.3, 'Four cycles at 3 GHz.'),
      l2: latency('Found in the second level', 4.7, 'Fourteen cycles at 3 GHz.'),
      last: latency('Found in the last level', 26, 'Shared by all cores, and further away.'),
      core: latency(
        'Comes from another core',
        29,
        'Another thread wrote the line last, or must give up its copy: higher makes locks dearer.',
        'A line changed in another core: table of latencies in Dive into Deep Learning',
      ),
      memory: latency(
        'Comes from memory',
        90,
        'What a miss in all levels costs: higher favours few lines over few operations.',
      ),
      operation: z.number().min(0.01).max(10).default(0.33).meta({
        label: 'An operation',
        unit: 'ns',
        help: 'A comparison, or sixteen products side by side: one cycle at 3 GHz.',
        level: 'advanced',
      }),
    })
    .prefault({}),
})

export type LocalitySetup = z.output<typeof localitySetup>
