/** One server, one queue: work takes 1 s on average, so who comes waits ρ / (1 − ρ) seconds on average at the rate ρ. */
import * as z from 'zod'
import { createDigest } from '../../../src/kernel/digest.ts'
import { exponential } from '../../../src/kernel/distributions.ts'
import type { Engine, SimulationContext, Summary } from '../../../src/kernel/engine.ts'
import { success } from '../../../src/kernel/problem.ts'
import { completeSetup } from '../../../src/schema/complete.ts'
import { describeSetup } from '../../../src/schema/describe.ts'

const identity = { id: 'queue', version: '1.0.0', title: 'Queue' } as const
const rateWords = { label: 'Arrivals', unit: 'customers/s', help: 'More of them wait longer.' }
const countWords = { label: 'Customers', help: 'More of them make the mean steadier and the run longer.' }
const schema = z.strictObject({
  rate: z.number().min(0.01).max(0.99).default(0.8).meta(rateWords),
  customers: z.int().min(1).max(1_000_000).default(20_000).meta(countWords),
})
const wait = { id: 'wait', label: 'Mean wait', unit: 's', better: 'lower', help: 'Until served.' } as const
const group = { id: 'queue', title: 'Queue', keys: ['rate', 'customers'], summary: ['rate'] } as const

export const queue: Engine<z.output<typeof schema>> = {
  ...identity,
  describe: () => ({ ...describeSetup(identity, schema.shape, [group]), metrics: [wait] }),
  complete: (setup) => completeSetup(schema, setup),
  check: () => ({ problems: [], facts: [] }),
  start: (setup, context) => success(startQueue(setup, context)),
}

function startQueue({ rate, customers }: z.output<typeof schema>, { draws, recorder }: SimulationContext) {
  const [gaps, work] = [draws.stream('gaps'), draws.stream('work')]
  const track = recorder.level({ id: 'wait', title: 'Wait', unit: 's', series: ['wait'] })
  let [come, busy, waited] = [0, 0, 0] // busy: seconds until the server has done all that is there
  const run = {
    now: 0,
    share: 0,
    advance(_until: number, events: number): 'more' | 'done' {
      for (let left = events; left > 0 && come < customers; left--) {
        const gap = exponential(gaps.at(come), 1 / rate)
        run.now += gap
        busy = Math.max(0, busy - gap)
        track.value[0] = busy
        track.mark(run.now)
        waited += busy
        busy += exponential(work.at(come++), 1)
      }
      run.share = come / customers
      return come < customers ? 'more' : 'done'
    },
    summary(): Summary {
      const digest = createDigest()
      digest.column([run.now, waited, busy])
      const ending = come < customers ? 'running' : 'drained'
      return { digest: digest.hex(), ending, metrics: { wait: { value: waited / come } }, report: {} }
    },
  }
  return run
}
