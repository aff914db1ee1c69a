/**
 * What can be said before any run: which accelerators of the catalogue hold this model, how many requests fit into the cache
 * at once, and where the roofline bends.
 */

import type { Accelerator } from '../../../catalog/accelerator.ts'
import { accelerators } from '../../../catalog/accelerators.ts'
import { createDraws } from '../../../kernel/draws.ts'
import type { Fact } from '../../../kernel/engine.ts'
import { chosen, created } from '../../../schema/choice.ts'
import { shapeProblems } from '../cost/capacity-problems.ts'
import { type CapacityDemand, capacityDemand, termsOn } from '../cost/capacity-terms.ts'
import { grouped } from '../cost/capacity-words.ts'
import type { KvCapacity } from '../cost/kv-capacity.ts'
import { lengths } from '../roles/length/index.ts'
import { roles } from '../roles/roles.ts'
import { blocksOf, resolveHardware, roofOf } from './hardware.ts'
import type { ServingSetup } from './schema.ts'

/** Tensor parallelism that is tried where one device is too small. */
const WIDTHS = [1, 2, 4, 8] as const

export function fitFacts(setup: ServingSetup, capacity: KvCapacity): readonly Fact[] {
  const mean = meanTokens(setup)
  return [...fittingAccelerators(setup, capacity, mean), ...requestsAtOnce(setup, capacity, mean), ridge(setup)]
}

/** Mean tokens of a request, prompt and answer; null where a trace says how long its requests are. */
function meanTokens({ workload, lengths: given }: ServingSetup): number | null {
  if (chosen(roles.workload.definitions, workload).hasOwnLengths) return null
  const draws = createDraws(0)
  const mean = (which: 'prompt' | 'output'): number => created(lengths, given[which], { draws, purpose: which }).mean
  return mean('prompt') + mean('output')
}

function fittingAccelerators(setup: ServingSetup, { question }: KvCapacity, mean: number | null): readonly Fact[] {
  const wanted = Math.max(setup.kv.blockTokens, mean ?? 0)
  const widths = WIDTHS.map((tensor) => widthOf(question, tensor))
  const found = accelerators.flatMap((accelerator) => {
    const width = widths.find(({ holds }) => holds(accelerator, wanted))?.tensor
    return width === undefined ? [] : [{ accelerator, width }]
  })
  const alone = found.filter(({ width }) => width === 1).map(({ accelerator }) => accelerator.title)
  const several = found
    .filter(({ width }) => width > 1)
    .map(({ accelerator, width }) => `${width} × ${accelerator.title}`)
  return [
    {
      id: 'fitting-accelerators',
      label: 'Accelerators that hold it alone',
      value: `${alone.length} of ${accelerators.length}`,
      formula: `${alone.length > 0 ? `${alone.join(', ')}: ` : ''}usable − weights − activations − graphs ≥ ${grouped(wanted)} tokens × KV bytes per token`,
      source: 'data sheets of the catalogue',
    },
    ...(several.length > 0
      ? [
          {
            id: 'fitting-together',
            label: 'Several together',
            value: `${several.length} more`,
            formula: `${several.join(', ')}: the fewest of 2, 4, 8 in tensor parallelism whose memories hold it`,
            source: 'data sheets of the catalogue',
          },
        ]
      : []),
  ]
}

interface Width {
  readonly tensor: number
  /** Whether a device is large enough, and its node wide enough. */
  holds(accelerator: Accelerator, tokens: number): boolean
}

/** What a width takes of a device is asked once, of all accelerators of the catalogue: only the room for it is theirs. */
function widthOf(question: KvCapacity['question'], tensor: number): Width {
  const asked = { ...question, placement: { ...question.placement, tensor, pipeline: 1, data: 1 } }
  let demand: CapacityDemand | null = null
  return {
    tensor,
    holds(accelerator, tokens) {
      if (shapeProblems({ ...asked, accelerator }).length > 0) return false
      demand ??= capacityDemand(asked)
      const { left, kvBytesPerToken } = termsOn(accelerator, asked.utilisation, demand)
      return left >= tokens * kvBytesPerToken
    },
  }
}

function requestsAtOnce(setup: ServingSetup, capacity: KvCapacity, mean: number | null): readonly Fact[] {
  if (mean === null) return []
  const { pools } = resolveHardware(setup)
  const tokens = blocksOf(setup, capacity) * setup.kv.blockTokens * pools[0].data
  const fit = Math.floor(tokens / mean)
  return [
    {
      id: 'requests-at-once',
      label: 'Requests in the cache at once',
      value: fit,
      unit: 'requests',
      formula: `⌊KV capacity of an instance / (mean prompt + mean answer)⌋ = ⌊${grouped(tokens)} / ${grouped(mean)}⌋ = ${grouped(fit)}; the batch cap is ${setup.batching.maxRunning}`,
    },
  ]
}

function ridge(setup: ServingSetup): Fact {
  const { accelerator } = resolveHardware(setup)
  const { flops: peak, memory: bandwidth } = roofOf(setup)
  const value = peak / bandwidth
  return {
    id: 'ridge',
    label: 'Roofline ridge',
    value,
    unit: 'FLOP/B',
    formula: `peak / bandwidth = ${(peak / 1e12).toFixed(1)} TFLOP/s / ${(bandwidth / 1e12).toFixed(3)} TB/s = ${value.toFixed(0)} FLOP/B, what the fastest operators of the cost model reach on one device; below it memory is the limit`,
    source: accelerator.source,
  }
}
