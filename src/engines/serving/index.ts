/**
 * The serving engine: a discrete-event simulation of a cluster at iteration granularity, on an op-by-op cost model.
 */
import type { ArtefactRequest, GateTrace } from '../../kernel/artefacts.ts'
import type { DocumentEvent, Engine, Fact, SimulationContext } from '../../kernel/engine.ts'
import { wordsOf } from '../../kernel/metric.ts'
import { failure, type Problem, type Result, success } from '../../kernel/problem.ts'
import { createNullRecorder } from '../../kernel/recorder.ts'
import { atOnce, type Steps } from '../../kernel/steps.ts'
import { chosen } from '../../schema/choice.ts'
import { completeSetup } from '../../schema/complete.ts'
import { describeSetup } from '../../schema/describe.ts'
import { jsonSchemaOf } from '../../schema/json-schema.ts'
import { decisionsOf } from '../../schema/role-table.ts'
import { isArrivals } from '../../traces/dataset.ts'
import { buildingCluster } from './build/build.ts'
import { patchRoles } from './build/build-roles.ts'
import type { BlockLookUpDefinition } from './contracts/block-look-up.ts'
import type { KvReadDefinition } from './contracts/kv-read.ts'
import type { Found, RealSource } from './contracts/real-source.ts'
import { BAND_DRAWS } from './cost/band.ts'
import type { KvCapacity } from './cost/kv-capacity.ts'
import { findLinearFit, isLinear } from './cost/linear-form.ts'
import { pte } from './figures/equivalents.ts'
import { metrics } from './metrics/index.ts'
import { blockLookUps } from './roles/block-look-up/index.ts'
import { acceptanceProcesses } from './roles/decoder/acceptance/index.ts'
import { denoisings } from './roles/decoder/denoising/index.ts'
import { gates } from './roles/gate/index.ts'
import { kvReads } from './roles/kv-read/index.ts'
import { lengthRole, roles } from './roles/roles.ts'
import { findSource, isProblem } from './services/real-source.ts'
import { blockProblems, blockProblemsTogether, type Caches } from './set-up/block-problems.ts'
import type { PatchEvent } from './set-up/event-kinds.ts'
import { fitFacts } from './set-up/fit-facts.ts'
import { servingGroups } from './set-up/groups.ts'
import { blocksOf, capacityOf, resolveHardware } from './set-up/hardware.ts'
import { readEvents } from './set-up/read-events.ts'
import { type ServingSetup, servingSetup } from './set-up/schema.ts'
import { ServingSimulation } from './simulation.ts'

const identity = { id: 'serving', version: '1.0.0', title: 'Serving' } as const

export const serving: Engine<ServingSetup> = {
  ...identity,
  describe: () => ({
    ...describeSetup(identity, servingSetup.shape, servingGroups),
    metrics: wordsOf(metrics),
    band: { path: 'cost.draw', draws: BAND_DRAWS },
  }),
  complete: (setup) => completeSetup(servingSetup, setup),
  jsonSchema: () => jsonSchemaOf(servingSetup),
  decisions: () => decisionsOf({ ...roles, length: lengthRole, metric: { definitions: [pte] } }),
  check: checkServing,
  checkTogether,
  artefacts: artefactsOf,
  checkEvents: (setup, events) => readEvents(events, setup).problems,
  start: (setup, context) => atOnce(starting(setup, context)),
  starting,
}

function* starting(setup: ServingSetup, context: SimulationContext): Steps<Result<ServingSimulation>> {
  const errors = problemsOf(setup, capacitiesOf(setup)).filter(isError)
  if (errors.length > 0) return failure(...errors)
  const missing = missingTrace(setup, context) ?? sourceProblem(setup, context)
  if (missing) return failure(missing)
  return success(yield* startingSimulation(setup, context))
}

function checkServing(setup: ServingSetup): { readonly problems: readonly Problem[]; readonly facts: readonly Fact[] } {
  const capacities = capacitiesOf(setup)
  // The facts are those of the first pool; what is wrong may be wrong with any.
  const [capacity] = capacities
  return { problems: problemsOf(setup, capacities), facts: [...capacity.facts, ...fitFacts(setup, capacity)] }
}

const capacitiesOf = (setup: ServingSetup): readonly KvCapacity[] =>
  resolveHardware(setup).pools.map((pool) => capacityOf(setup, pool))

function problemsOf(setup: ServingSetup, capacities: readonly KvCapacity[]): readonly Problem[] {
  // A capacity given by hand stands for memory that is there, however the weights fit: that is said, and the run goes on. The
  // placement must be possible still.
  const problems =
    setup.kv.capacityTokens > 0
      ? [...capacities.flatMap(({ shapeProblems }) => shapeProblems), ...supposedMemory(setup, capacities[0])]
      : capacities.flatMap((each) => each.problems)
  if (problems.some(isError)) return problems
  return [...problems, ...blockProblems(setup, cachesOf(setup, capacities)), ...unfitted(setup)]
}

const cachesOf = (setup: ServingSetup, capacities: readonly KvCapacity[]): readonly Caches[] =>
  resolveHardware(setup).pools.map((pool, i) => ({
    blocks: blocksOf(setup, capacities[i]),
    ranks: pool.instances * pool.data,
  }))

/** Several set-ups at once: that each alone can run is checked before. */
function checkTogether(setups: readonly ServingSetup[]): readonly Problem[] {
  if (setups.length < 2) return []
  const arms = setups.map((setup) => {
    const capacities = capacitiesOf(setup)
    return capacities.some(({ problems }) => problems.some(isError)) && setup.kv.capacityTokens === 0
      ? []
      : cachesOf(setup, capacities)
  })
  return blockProblemsTogether(arms)
}

/** Lines in tokens were published for one model and a few shapes. */
function unfitted(setup: ServingSetup): Problem[] {
  if (!isLinear(setup.cost)) return []
  const { accelerator, model, pools, fleet } = resolveHardware(setup)
  const wanted = { model: model.id, accelerator: accelerator.id }
  const missing = pools.find(
    (pool) => !findLinearFit(setup.cost, { ...wanted, shape: pool, duty: fleet ? 'whole' : pool.duty }),
  )
  if (!missing) return []
  return [
    {
      code: 'no-linear-fit',
      message: `No line in tokens was published for ${model.title} on ${accelerator.title} with tensor parallelism ${missing.tensor}.`,
      remedy:
        'Choose OPT 13B on A100 80 GB SXM with tensor parallelism 1 or 2 (4 for prompts alone), or another form of the cost model.',
      path: 'setup.cost.form',
      mend: { label: 'Use whole steps', edits: { 'setup.cost.form': 'steps' } },
    },
  ]
}

/** What a capacity given by hand supposes, where memory would not leave that much. */
function supposedMemory(setup: ServingSetup, capacity: KvCapacity): Problem[] {
  const { capacityTokens } = setup.kv
  if (capacityTokens <= capacity.tokens) return []
  return [
    {
      code: 'capacity-supposed',
      message: `The memory that weights leave holds ${capacity.tokens} tokens; this run supposes ${capacityTokens}, as set by hand.`,
      remedy: 'Set the KV capacity to 0 to compute it from the memory.',
      path: 'setup.kv.capacityTokens',
      severity: 'notice',
      mend: { label: 'Compute from memory', edits: { 'setup.kv.capacityTokens': 0 } },
    },
  ]
}

const isError = ({ severity }: Problem): boolean => severity !== 'notice'

function* startingSimulation(setup: ServingSetup, context: SimulationContext): Steps<ServingSimulation> {
  const { events } = readEvents(context.events as readonly DocumentEvent[], setup)
  const patches = events.filter((event): event is PatchEvent => event.kind === 'patch')
  const simulation = new ServingSimulation({
    cluster: yield* buildingCluster(setup, context, events),
    events,
    applyPatch: (cluster, event) => {
      const index = patches.indexOf(event)
      const setupBefore = index === 0 ? setup : (patches[index - 1].setup as unknown as ServingSetup)
      patchRoles(cluster, { event, index, setupBefore, events }, context)
    },
    twin: () => atOnce(startingSimulation(setup, { ...context, recorder: createNullRecorder() })),
  })
  // Nobody looks back at a run of which only figures are wanted.
  simulation.isSaving = context.shared === undefined
  return simulation
}

/** A choice below a choice. */
interface Node {
  readonly id: string
  readonly knobs: unknown
}

/** Real behaviour that roles of this set-up follow, and the knobs that say so. */
function sourcesOf(setup: ServingSetup): readonly (readonly [RealSource, string])[] {
  const { process, steps } = setup.decoder.knobs as Readonly<Partial<Record<'process' | 'steps', Node>>>
  const acceptance = acceptanceProcesses.find(({ id }) => id === process?.id)
  const denoising = denoisings.find(({ id }) => id === steps?.id)
  const kvRead: Pick<KvReadDefinition, 'follows'> = chosen(kvReads, setup.kvRead)
  const blockLookUp: Pick<BlockLookUpDefinition, 'follows'> = chosen(blockLookUps, setup.blockLookUp)
  const gate = resolveHardware(setup).model.experts ? chosen(gates, setup.gate) : undefined
  return [
    ...(acceptance?.follows
      ? [[acceptance.follows(process?.knobs), 'setup.decoder.knobs.process.knobs'] as const]
      : []),
    ...(denoising?.follows ? [[denoising.follows(steps?.knobs), 'setup.decoder.knobs.steps.knobs'] as const] : []),
    ...(blockLookUp.follows
      ? [[blockLookUp.follows(setup.blockLookUp.knobs), 'setup.blockLookUp.knobs'] as const]
      : []),
    ...(kvRead.follows ? [[kvRead.follows(setup.kvRead.knobs), 'setup.kvRead.knobs'] as const] : []),
    ...(gate?.follows ? [[gate.follows(setup.gate.knobs), 'setup.gate.knobs'] as const] : []),
  ]
}

function artefactsOf(setup: ServingSetup): readonly ArtefactRequest[] {
  return sourcesOf(setup).flatMap(([source]) => ('computed' in source ? [source.computed] : []))
}

/** A source that is not here, or whose experts are not those of the model. */
function sourceProblem(setup: ServingSetup, context: SimulationContext): Problem | null {
  const later = context.events.flatMap((event) => (event.setup === undefined ? [] : [event.setup as ServingSetup]))
  for (const one of [setup, ...later]) {
    for (const [source, path] of sourcesOf(one)) {
      const found = findSource(source, context, path)
      if (isProblem(found)) return found
      const problem = otherExperts(one, found)
      if (problem) return problem
    }
  }
  return null
}

/** Choices among 8 experts cannot be those of a model with 128. */
function otherExperts(setup: ServingSetup, found: Found): Problem | null {
  const [trace] = found.traces as readonly Partial<GateTrace>[]
  const { experts } = resolveHardware(setup).model
  if (trace?.experts === undefined || !experts) return null
  if (trace.experts === experts.count && trace.active === experts.active) return null
  return {
    code: 'other-experts',
    message: `The choices are of ${trace.active} among ${trace.experts} experts, and the model has ${experts.active} of ${experts.count} active.`,
    remedy: 'Choose a model with as many experts (Mixtral 8x7B has 8, of which 2 are active), or an assumed gate.',
    path: 'setup.gate',
  }
}

function missingTrace(setup: ServingSetup, context: SimulationContext): Problem | null {
  const knobs = setup.workload.knobs as { readonly data?: unknown }
  if (typeof knobs.data !== 'string' || isArrivals(context.data[knobs.data])) return null
  return {
    code: 'trace-missing',
    message: `The workload replays the trace “${knobs.data}”, which is not here.`,
    remedy: 'Drop the file on the page (or give it with --trace), or choose another workload.',
    path: 'setup.workload.knobs.data',
  }
}

export type { ServingSetup } from './set-up/schema.ts'
