/**
 * Places of a graph: which of them matter to one of them, as a walker sees it who goes home now and then (personalised PageRank). Answers
 * are judged by the exact vectors.
 */
import * as z from 'zod'
import type { LevelTrack } from '../../../../../kernel/tracks.ts'
import { choice, created } from '../../../../../schema/choice.ts'
import type { DrawnRow } from '../../../asked.ts'
import type { Estimator, Graph } from '../../../contracts/estimator.ts'
import { defineSubject, type Subject, type SubjectContext, type SubjectMetric } from '../../../contracts/subject.ts'
import { grown } from './attachment.ts'
import { estimators } from './estimator/index.ts'
import { exactly } from './exactly.ts'

const knobs = z.strictObject({
  vertices: z
    .int()
    .min(20)
    .max(20_000)
    .default(2000)
    .meta({
      label: 'Places',
      unit: 'places',
      help: 'More make the graph larger than a cache.',
      slider: [200, 10_000],
      scale: 'log',
    }),
  ties: z.int().min(1).max(16).default(4).meta({
    label: 'Ties of a new place',
    unit: 'ties',
    help: 'More tie the graph closer: after two steps most of it is reached.',
  }),
  stop: z.number().min(0.02).max(0.9).default(0.15).meta({
    label: 'Chance to go home',
    unit: '',
    help: 'Higher stays closer to the source: shorter walks, and less that matters far away.',
    source: 'PowerWalk (Liu et al. 2016)',
  }),
  operations: z
    .int()
    .min(1)
    .max(2000)
    .default(12)
    .meta({
      label: 'Batches',
      unit: 'batches',
      help: 'Batches of queries, one after the other.',
      slider: [4, 100],
      scale: 'log',
    }),
  batch: z.int().min(1).max(64).default(2).meta({
    label: 'Queries of a batch',
    unit: 'queries',
    help: 'Queries that are answered together: places that several of them go through are read once.',
  }),
  estimator: choice(estimators, {
    label: 'Estimate',
    help: 'How the vector of a source is found.',
    default: 'powerwalk',
  }),
})

export interface GraphKept {
  queries: number
  error: number
  found: number
  readonly estimator: Estimator
}

const metrics: readonly SubjectMetric<GraphKept>[] = [
  {
    id: 'l1Error',
    label: 'Error of the vectors',
    unit: '',
    better: 'lower',
    help: 'Sum of the differences from the exact vector, mean over queries: 0 for the same, 2 for nothing in common.',
    formula: 'mean of Σ |estimate − exact|',
    place: 'first',
    of: ({ error, queries }) => (queries > 0 ? { value: error / queries, n: queries } : null),
  },
  {
    id: 'topFound',
    label: 'First ten found',
    unit: 'fraction',
    better: 'higher',
    help: 'Share of the ten places that matter most which are among the ten of the estimate.',
    of: ({ found, queries }) => (queries > 0 ? { value: found / queries / TOP, n: queries } : null),
  },
  {
    id: 'sharedWork',
    label: 'Places read once for a batch',
    unit: 'fraction',
    better: 'lower',
    help: 'Places gone through for a batch over those for each of its queries alone.',
    of: ({ estimator: { shared } }) => (shared.alone > 0 ? { value: shared.together / shared.alone } : null),
  },
]

const TOP = 10

export const graph = defineSubject({
  id: 'graph',
  role: 'subject',
  title: 'Places of a graph',
  help: 'Which places matter to one of them: personalised PageRank from walks that were counted before.',
  source: 'PowerWalk (Liu et al. 2016)',
  knobs,
  metrics,
  create: (chosen, context) => new Places(chosen, context),
})

class Places implements Subject<GraphKept> {
  readonly threads = 1
  readonly operations: number
  readonly kept: GraphKept
  private readonly chosen: z.output<typeof knobs>
  private readonly context: SubjectContext
  private readonly graph: Graph
  private readonly error: LevelTrack
  private lastSource = 0

  constructor(chosen: z.output<typeof knobs>, context: SubjectContext) {
    const { memory, draws, recorder } = context
    this.chosen = chosen
    this.context = context
    this.operations = chosen.operations
    this.graph = grown(memory, Math.max(chosen.vertices, chosen.ties + 2), chosen.ties, draws.stream('ties of places'))
    const estimator = created(estimators, chosen.estimator, { memory, draws, graph: this.graph, stop: chosen.stop })
    this.kept = { queries: 0, error: 0, found: 0, estimator }
    this.error = recorder.level({ id: 'error', title: 'Error of the last batch', unit: '', series: ['error'] })
  }

  begin(index: number) {
    const drawn = this.context.draws.stream('sources')
    const sources = Array.from({ length: this.chosen.batch }, (_, q) =>
      Math.floor(drawn.at(index, q) * this.graph.vertices),
    )
    this.lastSource = sources[0]
    return { kind: 0, steps: this.judged(sources, this.kept.estimator.estimate(sources, index)) }
  }

  ended(_index: number, result: unknown, now: number): void {
    this.error.value[0] = result as number
    this.error.mark(now)
  }

  /** The truth is the same whoever estimates it: computed once among runs of the same graph. */
  private exact(source: number): Float64Array {
    const { context, chosen, graph } = this
    const key = `rank of places, exactly: ${JSON.stringify([graph.vertices, chosen.ties, chosen.stop, source])}`
    const known = context.shared?.get(key) as Float64Array | undefined
    if (known !== undefined) return known
    const exact = exactly(graph, source, chosen.stop)
    context.shared?.set(key, exact)
    return exact
  }

  drawing() {
    const rows = this.byDistance(this.lastSource).slice(0, 5)
    const most = Math.max(...rows.flat().map((v) => this.graph.neighbours[v].length))
    return {
      title: 'Places by steps from the last source',
      rows: rows.map((vertices, steps): DrawnRow => {
        const shown = vertices.slice(0, 48)
        return {
          label: steps === 0 ? 'source' : stepsOf(steps),
          leftOut: vertices.length - shown.length,
          boxes: shown.map((v, i) => ({
            ...{ at: (i + 0.5) / shown.length, width: 1 / Math.max(6, shown.length) },
            ...{ label: `${v}`, shade: this.graph.neighbours[v].length, full: 1 },
          })),
        }
      }),
      lines: [],
      shade: { label: 'ties', most },
      words: `From the source ${rows
        .slice(1)
        .map((one, i) => `${one.length} places are ${stepsOf(i + 1)} away`)
        .join(', ')}.`,
    }
  }

  digest(digest: Parameters<Subject['digest']>[0]): void {
    digest.number(this.kept.error)
    digest.number(this.kept.found)
  }

  private *judged(
    sources: readonly number[],
    steps: Generator<'step' | 'wait', readonly Float64Array[], void>,
  ): Generator<'step' | 'wait', number, void> {
    const found = yield* steps
    let sum = 0
    for (const [q, source] of sources.entries()) {
      const exact = this.exact(source)
      let error = 0
      for (let v = 0; v < exact.length; v++) error += Math.abs(exact[v] - found[q][v])
      sum += error
      const known = firstOf(found[q])
      this.kept.found += firstOf(exact).filter((v) => known.includes(v)).length
    }
    this.kept.error += sum
    this.kept.queries += sources.length
    return sum / sources.length
  }

  private byDistance(source: number): readonly (readonly number[])[] {
    const seen = new Set([source])
    const rows: number[][] = [[source]]
    for (let last = rows[0]; last.length > 0; last = rows[rows.length - 1]) {
      const next: number[] = []
      for (const v of last)
        for (const other of this.graph.neighbours[v])
          if (!seen.has(other)) {
            seen.add(other)
            next.push(other)
          }
      if (next.length === 0) break
      rows.push(next)
    }
    return rows
  }
}

const stepsOf = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`)

/** The places with the most mass, the lower number first among equals. */
const firstOf = (mass: Float64Array): readonly number[] =>
  Array.from(mass, (_, v) => v)
    .sort((one, other) => mass[other] - mass[one] || one - other)
    .slice(0, TOP)
