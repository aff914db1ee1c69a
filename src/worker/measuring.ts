/** One point of a document measured in a worker: no tracks, in slices so that whoever waits hears that it is alive. */
import type { Experiment } from '../experiment/document.ts'
import type { Point } from '../experiment/points.ts'
import type { Simulation } from '../kernel/engine.ts'
import type { Result } from '../kernel/problem.ts'
import { patient, resolveArtefacts } from '../run/artefacts.ts'
import { engineOf, openEngine } from '../run/engines.ts'
import { figuresOf, figuresOfProblem, type PointFigures, startPoint, unitsIn } from '../run/measure-point.ts'
import { Stride } from '../run/stride.ts'
import type { Hands } from './errands/errand.ts'

/** Milliseconds of work between two breaths: long beside a breath (0.02 ms), short beside the pool's patience of seconds. */
const SLICE = 50
/** Most events between two looks at the clock. */
const MOST_EVENTS = 2000

type Measure = (document: Experiment, point: Point) => Promise<PointFigures>

export interface Measuring {
  readonly measure: Measure
  /** For searches: between two runs whoever asks is heard. */
  readonly measureAndRest: Measure
}

export function measuring({ shelf, clock, breathe }: Pick<Hands, 'shelf' | 'clock' | 'breathe'>): Measuring {
  async function toEnd(simulation: Simulation): Promise<void> {
    const stride = new Stride(MOST_EVENTS)
    let rested = clock()
    let looked = rested
    while (simulation.advance(Number.POSITIVE_INFINITY, stride.events) === 'more') {
      const now = clock()
      stride.adapt(now - looked)
      looked = now
      if (now - rested < SLICE) continue
      await breathe()
      rested = clock()
      looked = rested
    }
  }

  async function gather(document: Experiment, point: Point): Promise<Result<null>> {
    await openEngine(document.engine.id)
    const engine = engineOf(document.engine.id)
    if (!engine.ok) return engine
    const setups = [engine.value.complete(point.setup).setup]
    const gathered = await shelf.files.gather(engine.value, setups)
    return gathered.ok ? resolveArtefacts(engine.value, setups, shelf, { ...patient, breathe }) : gathered
  }

  const measure: Measure = async (document, point) => {
    const gathered = await gather(document, point)
    if (!gathered.ok) return figuresOfProblem(gathered.problems[0])
    const started = startPoint(document, point, shelf)
    if (!started.ok) return figuresOfProblem(started.problems[0])
    await toEnd(started.value)
    return figuresOf(started.value.summary(), unitsIn(started.value))
  }

  return {
    measure,
    async measureAndRest(document, point) {
      const figures = await measure(document, point)
      await breathe()
      return figures
    },
  }
}
