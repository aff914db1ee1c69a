/** The sweep of a lab, made when its view is first opened, so that the first page pays nothing for it. */
import type { Lab } from './lab-context.tsx'
import { createPagePool } from './page-pool.ts'
import { createSweep, type Sweep } from './sweep.ts'

const sweeps = new WeakMap<Lab, Sweep>()

export function sweepOf(lab: Lab): Sweep {
  const known = sweeps.get(lab)
  if (known) return known
  const sweep = createSweep({
    document: lab.document,
    client: lab.runner.client,
    pool: createPagePool(),
    words: () => lab.run.getState().description?.metrics ?? [],
    clock: () => performance.now(),
  })
  sweeps.set(lab, sweep)
  return sweep
}
