/** A running serving simulation: the event loop, what it answers, and its past. */
import type { Simulation, Summary } from '../../kernel/engine.ts'
import type { TrackReader } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { EventLoop, type LoopOptions } from './core/event-loop.ts'
import type { Past } from './core/past.ts'
import { summarise } from './metrics/summary.ts'
import { answersOf } from './questions/answers.ts'
import { replay } from './questions/past.ts'

export interface SimulationOptions extends LoopOptions {
  /** A fresh simulation of the same experiment that records nowhere: for looking again at what is past. */
  readonly twin: () => ServingSimulation
}

export class ServingSimulation extends EventLoop implements Simulation, Past {
  readonly answers = answersOf(this)
  private readonly twin: SimulationOptions['twin']

  constructor(options: SimulationOptions) {
    super(options)
    this.twin = options.twin
  }

  summary(): Summary {
    return summarise(this.cluster, this.now)
  }

  replay(from: Seconds, until: Seconds): TrackReader | null {
    return replay(this, from, until)
  }

  twinAtStart(): ServingSimulation {
    const twin = this.twin()
    twin.isSaving = false
    return twin
  }

  twinBefore(at: Seconds): ServingSimulation {
    const twin = this.twinAtStart()
    const from = this.checkpoints.before(at)
    if (from) twin.restore(from, this)
    return twin
  }

  startOf(at: Seconds): Seconds {
    return this.checkpoints.before(at)?.at ?? 0
  }
}
