/**
 * Which placement carries most for each accelerator: every way of giving prompts and answers a tensor and a pipeline parallelism of
 * their own, and every way of doing both on one instance, with the highest rate at which enough requests meet their limits. Copies of
 * the best one then carry what is asked.
 *
 * Where links between nodes are fast (*high* affinity) the two phases lie anywhere. Where they are slow (*low*) the layers are cut over
 * the nodes for both phases alike, and what prompts and answers have of the same layers shares a node: KV moves inside it.
 *
 * Source: DistServe (Zhong et al., OSDI 2024, arXiv 2401.09670), its algorithms 1 and 2. There the rate of a phase is found with a
 * simulator of that phase; here both run together, transfers and waiting included.
 */
import { edit } from '../experiment/edit.ts'
import type { RateOf } from './attainment.ts'
import { type Measure, type RateOutcome, type RateSpec, searchRate } from './rate-search.ts'

export interface PlacementQuery {
  /** Accelerators that one copy may take, and those of a node. */
  readonly most: number
  readonly node: number
  /** Whether links between nodes are as fast as those inside. */
  readonly affinity: 'high' | 'low'
}

interface Degrees {
  readonly tensor: number
  readonly pipeline: number
}
export type Candidate = { readonly devices: number } & (
  | { readonly kind: 'apart'; readonly prefill: Degrees; readonly decode: Degrees }
  | { readonly kind: 'together'; readonly whole: Degrees }
)

const DEGREES = [1, 2, 4, 8] as const
const devicesOf = ({ tensor, pipeline }: Degrees): number => tensor * pipeline

/** Every placement within the query, smallest first: together, then apart. */
export function candidatesOf({ most, node, affinity }: PlacementQuery): readonly Candidate[] {
  const shapes = DEGREES.flatMap((tensor) => DEGREES.map((pipeline) => ({ tensor, pipeline }))).filter(
    ({ tensor }) => tensor <= node,
  )
  const together = shapes.map((whole) => ({ kind: 'together' as const, whole, devices: devicesOf(whole) }))
  const apart = shapes.flatMap((prefill) =>
    shapes
      .filter((decode) => affinity === 'high' || isCutAlike(prefill, decode, node))
      .map((decode) => ({ kind: 'apart' as const, prefill, decode, devices: devicesOf(prefill) + devicesOf(decode) })),
  )
  return [...together, ...apart].filter(({ devices }) => devices <= most).sort((a, b) => a.devices - b.devices)
}

/** Whether some cut of the layers over nodes leaves each node with what both phases have of its layers. */
const isCutAlike = (prefill: Degrees, decode: Degrees, node: number): boolean =>
  DEGREES.some(
    (nodes) =>
      prefill.pipeline % nodes === 0 &&
      decode.pipeline % nodes === 0 &&
      (devicesOf(prefill) + devicesOf(decode)) / nodes <= node,
  )

/** Edits of a set-up, by path below it, that make this its placement. Where affinity is low, KV moves over the link inside a node. */
function editsOf(candidate: Candidate, affinity: PlacementQuery['affinity']): Readonly<Record<string, unknown>> {
  const knobs =
    candidate.kind === 'together'
      ? { instances: 1, ...candidate.whole, data: 1 }
      : {
          ...{ prefillInstances: 1, prefillTensor: candidate.prefill.tensor },
          ...{ prefillPipeline: candidate.prefill.pipeline, decodeInstances: 1 },
          ...{ decodeTensor: candidate.decode.tensor, decodePipeline: candidate.decode.pipeline },
        }
  return {
    placement: candidate.kind === 'together' ? 'aggregated' : 'disaggregated',
    ...Object.fromEntries(Object.entries(knobs).map(([knob, value]) => [`placement.${knob}`, value])),
    ...(affinity === 'low' && candidate.kind === 'apart' && { 'interconnect.linkGBs': 0 }),
  }
}

export interface PlacementSearch extends RateOf {
  readonly query: PlacementQuery
  readonly spec: RateSpec
}

/** What a placement carries. */
export interface PlacedRate {
  readonly candidate: Candidate
  /** What makes it the placement of a set-up, by path below that. */
  readonly edits: Readonly<Record<string, unknown>>
  readonly outcome: RateOutcome
  /** Requests a second, and for each of its accelerators; null where it carries nothing or does not fit. */
  readonly rate: number | null
  readonly perDevice: number | null
}

/** Placements one after the other, each with its rate. A search begins where the best one so far says. */
export async function* searchPlacements(
  { document, arm, path, query, spec }: PlacementSearch,
  measureOf: (rate: RateOf) => Measure,
): AsyncGenerator<PlacedRate, void> {
  let best = 0
  for (const candidate of candidatesOf(query)) {
    const start = best > 0 ? best * candidate.devices : spec.start
    const edits = editsOf(candidate, query.affinity)
    const placed = Object.entries(edits).reduce(
      (changed, [at, value]) => edit(changed, `arms.${arm}.${at}`, value),
      document,
    )
    const outcome = await lastOf(searchRate({ ...spec, start }, measureOf({ document: placed, arm, path })))
    const rate = outcome.kind === 'found' || outcome.kind === 'always' ? outcome.rate : null
    const perDevice = rate === null ? null : rate / candidate.devices
    best = Math.max(best, perDevice ?? 0)
    yield { candidate, edits, outcome, rate, perDevice }
  }
}

async function lastOf<Step, Outcome>(search: AsyncGenerator<Step, Outcome>): Promise<Outcome> {
  for (;;) {
    const step = await search.next()
    if (step.done) return step.value
  }
}
