/** A run whose texts another one has written already, at another pace: it is over before it begins. */
import type { Simulation, Summary } from '../../kernel/engine.ts'
import { type UnitValues, unitsOf } from '../../kernel/metric.ts'
import { atPace } from './core/at-pace.ts'
import { paceOf } from './core/pace.ts'
import type { Outcome } from './core/tokens-run.ts'
import { metrics } from './metrics/index.ts'
import { factsOf } from './metrics/run-facts.ts'
import { summarise } from './metrics/summary.ts'
import type { TokensSetup } from './set-up/schema.ts'

export class KeptRun implements Simulation {
  readonly share = 1
  private readonly outcome: Outcome

  constructor(written: Outcome, { pace }: TokensSetup) {
    this.outcome = atPace(written, paceOf(pace, written.models.shape))
  }

  get now(): number {
    return this.outcome.now
  }

  advance(): 'done' {
    return 'done'
  }

  summary(): Summary {
    return summarise(this.outcome)
  }

  units(): UnitValues {
    return unitsOf(metrics, factsOf(this.outcome))
  }
}

/** Runs of the same texts have it in common: all of a set-up but its pace. */
export const keyOfTexts = ({ pace: _pace, ...rest }: TokensSetup): string => JSON.stringify(rest)

/** A link to the host's memory is part of the pace and of the choice of experts at once: such a run is run. */
export const canBeKept = ({ logs, models }: Outcome): boolean =>
  models.experts === null && logs.every(({ rounds }) => rounds > 0)
