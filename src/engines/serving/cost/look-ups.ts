/** Finding blocks, on the host and before anything is launched: on top of what an iteration takes on its devices. */
import type { CostModel } from './cost-setup.ts'
import { createCost, termOf } from './operator.ts'

/** The same model of a server whose look-ups take time: `work.lookUpTime` comes on top of every iteration and of its first stage. */
export function withLookUps(model: CostModel): CostModel {
  return {
    roof: model.roof,
    iteration: (work) => model.iteration(work) + work.lookUpTime,
    stage: (work) => model.stage(work) + work.lookUpTime,
    explain(work) {
      const { lookUpTime: time } = work
      const terms = model.explain(work)
      if (time > 0) terms.push(termOf('block look-ups', { ...createCost(), time, overhead: time }))
      return terms
    },
  }
}
