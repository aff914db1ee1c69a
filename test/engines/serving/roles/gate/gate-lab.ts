/** A gate on its own: batches go through it, and what each touched comes back. */

import { createWork } from '../../../../../src/engines/serving/cost/work.ts'
import { Requests } from '../../../../../src/engines/serving/requests/requests.ts'
import { gates } from '../../../../../src/engines/serving/roles/gate/index.ts'
import type { GateTrace } from '../../../../../src/kernel/artefacts.ts'
import { createDraws } from '../../../../../src/kernel/draws.ts'
import { Memory } from '../../../../../src/kernel/memory.ts'
import { chosen } from '../../../../../src/schema/choice.ts'
import { madeUpChoices } from '../../../../laws/supplies.ts'

export interface GateShape {
  readonly experts?: number
  readonly active?: number
  readonly layers?: number
  readonly ranks?: number
  /** Rows in the request table. */
  readonly requests?: number
  /** Of every request; positions from here on are output. */
  readonly promptTokens?: number
  readonly domainOf?: (request: number) => number
  readonly seed?: number
  /** What gates follow that follow real choices. */
  readonly trace?: GateTrace
}

export interface Touched {
  readonly unique: readonly number[]
  readonly peakUnique: readonly number[]
  readonly peakPairs: readonly number[]
  /** Pairs by layer and expert. */
  readonly loads: readonly (readonly number[])[]
}

/** [request, first position, tokens] */
export type Piece = readonly [number, number, number]

export interface GateLab {
  readonly memory: Memory
  iteration(pieces: readonly Piece[]): Touched
}

export function gateOf(id: string, knobs: object, shape: GateShape = {}): GateLab {
  const { experts = 256, active = 8, layers = 4, ranks = 1, requests: rows = 4096 } = shape
  const { promptTokens = 0, domainOf = () => 0, seed = 1 } = shape
  const traces = [shape.trace ?? madeUpChoices(experts, active)]
  const memory = new Memory()
  const requests = new Requests(memory)
  for (let i = 0; i < rows; i++) memory.addRow()
  requests.promptTokens.fill(promptTokens)
  const definition = chosen(gates, { id })
  const gate = definition.create(definition.knobs.parse(knobs), {
    draws: createDraws(seed),
    memory,
    requests,
    classes: [],
    fact: ({ otherwise }) => otherwise(requests),
    perRequest: memory.perRequest.bind(memory),
    experts,
    active,
    layers,
    ranks,
    domainOf,
    find: () => ({ traces, counts: null }),
  })
  const work = createWork().experts
  const iteration = (pieces: readonly Piece[]): Touched => {
    const grid = new Float64Array(layers * experts)
    gate.open()
    for (const [request, position, tokens] of pieces) gate.route(request, position, tokens)
    gate.close(work, grid)
    const rows = (column: Float64Array) => [...column.subarray(0, work.layers)]
    return {
      unique: rows(work.unique),
      peakUnique: rows(work.peakUnique),
      peakPairs: rows(work.peakPairs),
      loads: Array.from({ length: layers }, (_, layer) => [...grid.subarray(layer * experts, (layer + 1) * experts)]),
    }
  }
  return { memory, iteration }
}

/** One decode iteration of `streams` requests, each at output position `position`. */
export const decodes = (streams: number, position: number): Piece[] =>
  Array.from({ length: streams }, (_, request) => [request, position, 1])

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
export const mean = (values: readonly number[]): number => sum(values) / values.length
export const variance = (values: readonly number[]): number => {
  const middle = mean(values)
  return mean(values.map((value) => (value - middle) * (value - middle)))
}
