/**
 * What becomes of each paper when its decision is a constant or a random one: the definition that holds the decision gets another
 * `create`, and the experiment stays what it is. Each returns how to undo it.
 */
import { sharedPrefix } from '../../src/engines/serving/roles/kv-read/shared-prefix.ts'
import { overflowing } from '../../src/engines/serving/roles/length/overflowing.ts'
import { disaggregated } from '../../src/engines/serving/roles/placement/disaggregated.ts'
import { partitioned } from '../../src/engines/serving/roles/placement/partitioned.ts'
import { liveMigration } from '../../src/engines/serving/roles/router/live-migration.ts'
import { onDemand } from '../../src/engines/serving/roles/router/on-demand.ts'
import { chunkedPrefill } from '../../src/engines/serving/roles/scheduler/chunked-prefill.ts'
import { deadlineFirst } from '../../src/engines/serving/roles/scheduler/deadline-first.ts'
import { groupedMargin } from '../../src/engines/serving/roles/scheduler/grouped-margin.ts'
import { prefixGroups } from '../../src/engines/serving/roles/scheduler/prefix-groups.ts'
import { splitfuse } from '../../src/engines/serving/roles/scheduler/splitfuse.ts'
import { streaming } from '../../src/engines/serving/roles/workload/streaming.ts'
import { contextFree } from './context-free.ts'

type Create = (knobs: never, context: never) => unknown

/** Another `create` for a definition, made from its own. */
function replace(definition: { readonly create: Create }, by: (create: Create) => Create): () => void {
  const own = definition.create
  Object.assign(definition, { create: by(own.bind(definition)) })
  return () => Object.assign(definition, { create: own })
}

/** With other knobs, whatever the document says. */
const withKnobs = (change: (knobs: Record<string, unknown>) => object) => (create: Create) =>
  ((knobs: Record<string, unknown>, context: never) =>
    create({ ...knobs, ...change(knobs) } as never, context)) as unknown as Create

/** A number in [0, 1) of a request: luck that no arm shares. */
const chance = (request: number): number => ((request * 2654435761) % 4294967296) / 4294967296

/** One for every paper that runs. */
export const mutations: Readonly<Record<string, () => () => void>> = {
  // iterations of no particular size: whole prompts
  'dynamic-splitfuse': () =>
    replace(
      splitfuse,
      withKnobs(() => ({ tokenBudget: 8192 })),
    ),
  // every instance does both
  distserve: () =>
    replace(disaggregated, () => () => ({
      pools: [{ duty: 'whole', instances: 2, tensor: 1, pipeline: 1, data: 1, expertParallel: false }],
    })),
  // nobody is more urgent than who came first
  flowprefill: () =>
    replace(
      deadlineFirst,
      withKnobs(() => ({ order: 'arrival' })),
    ),
  // nobody refuses, and the instance is any
  'pd-serve': () =>
    replace(onDemand, () => () => ({
      route: (request: number, { alive }: { alive: number[] }) => alive[Math.floor(chance(request) * alive.length)],
    })),
  // any instance, and nobody moves
  llumnix: () =>
    replace(liveMigration, () => () => ({
      route: (request: number, { alive }: { alive: number[] }) => alive[Math.floor(chance(request) * alive.length)],
    })),
  // halves
  'semi-pd': () =>
    replace(
      partitioned,
      withKnobs(() => ({ prefillShare: 0.5, decodeShare: 0.5 })),
    ),
  // all are worth the same: the order of arrival
  jitserve: () =>
    replace(
      groupedMargin,
      () => ((knobs: never, context: never) => chunkedPrefill.create(knobs, context)) as unknown as Create,
    ),
  // contexts are handed over when they are complete
  stream2llm: () =>
    replace(
      streaming,
      withKnobs(() => ({ waits: true })),
    ),
  // the order of the queue, and everybody reads everything
  batchllm: () => {
    const undo = [
      replace(
        prefixGroups,
        withKnobs(() => ({ groups: false, reorder: false })),
      ),
      replace(sharedPrefix, () => () => ({ unread: null })),
    ]
    return () => {
      for (const each of undo) each()
    }
  },
  // equivalents that leave the context out: a token costs the same anywhere
  'pte-tool-reasoning': () => {
    contextFree.isOn = true
    return () => {
      contextFree.isOn = false
    }
  },
  // the reminder says nothing
  benchoverflow: () =>
    replace(
      overflowing,
      withKnobs(() => ({ heeds: 0 })),
    ),
}
