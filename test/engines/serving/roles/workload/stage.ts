/**
 * A stage for one workload without an engine: requests are taken in order and answered after a fixed service time. Links of
 * content are kept so that a test can say who shares what.
 */

import type { Length } from '../../../../../src/engines/serving/contracts/length.ts'
import { Phase } from '../../../../../src/engines/serving/contracts/request.ts'
import type { Workload, WorkloadContext } from '../../../../../src/engines/serving/contracts/workload.ts'
import { Requests } from '../../../../../src/engines/serving/requests/requests.ts'
import { lengths } from '../../../../../src/engines/serving/roles/length/index.ts'
import { workloads } from '../../../../../src/engines/serving/roles/workload/index.ts'
import { createDraws } from '../../../../../src/kernel/draws.ts'
import { Memory } from '../../../../../src/kernel/memory.ts'
import type { ArrivalTable } from '../../../../../src/traces/arrivals.ts'

export interface StageOptions {
  readonly seed?: number
  readonly knobs?: Readonly<Record<string, unknown>>
  readonly prompt?: Length
  readonly output?: Length
  readonly systemPrompt?: WorkloadContext['systemPrompt']
  readonly bursts?: WorkloadContext['bursts']
  readonly table?: ArrivalTable
}

export interface Link {
  readonly owner: number
  readonly start: number
}

const fixedLength = (tokens: number): Length => ({ mean: tokens, tokens: () => tokens })

/** A length distribution of the registry with these knobs. */
export function lengthOf(id: string, knobs: Readonly<Record<string, unknown>>, seed = 1): Length {
  const definition = lengths.find((length) => length.id === id)
  if (!definition) throw new Error(`no length ${id}`)
  return definition.create(definition.knobs.parse(knobs), { draws: createDraws(seed), purpose: 'prompt' })
}

export class Stage {
  readonly memory = new Memory()
  readonly requests = new Requests(this.memory)
  readonly links: Link[][] = []
  readonly workload: Workload
  now = 0
  /** Requests taken and not ended, now and at most. */
  inFlight = 0
  mostInFlight = 0
  private owners = 0
  private readonly known = new Map<string, number>()

  constructor(id: string, options: StageOptions = {}) {
    const definition = workloads.find((workload) => workload.id === id)
    if (!definition) throw new Error(`no workload ${id}`)
    this.workload = definition.create(definition.knobs.parse(options.knobs ?? {}), {
      draws: createDraws(options.seed ?? 1),
      memory: this.memory,
      requests: this.requests,
      classes: [],
      fact: ({ otherwise }) => otherwise(this.requests),
      perRequest: (kind, initial) => this.memory.perRequest(kind, initial),
      prompt: options.prompt ?? fixedLength(100),
      output: options.output ?? fixedLength(20),
      content: {
        newOwner: () => this.owners++,
        ownerOf: (kind, key) => {
          const name = `${kind}/${key}`
          const owner = this.known.get(name) ?? this.owners++
          this.known.set(name, owner)
          return owner
        },
        link: (request, owner, start) => {
          this.links[request] ??= []
          this.links[request].push({ owner, start })
        },
      },
      table: (key) => (key === 'trace' ? (options.table ?? null) : null),
      drawClass: () => 0,
      scales: [{ prompt: 1, output: 1 }],
      systemPrompt: options.systemPrompt ?? { tokens: 0, groupOf: () => -1 },
      bursts: options.bursts ?? [],
    })
  }

  /** Takes the next request; null when none is known. */
  take(): number | null {
    const at = this.workload.peek()
    if (at === Number.POSITIVE_INFINITY) return null
    const request = this.memory.addRow()
    this.workload.take(request)
    this.now = at
    this.inFlight++
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    return request
  }

  end(request: number, now: number, phase: number = Phase.finished): void {
    this.requests.phase[request] = phase
    this.now = now
    this.inFlight--
    this.workload.ended(request, now)
  }

  /** Takes everything, ending each request `serviceTime(request)` after its arrival, in order of time. Returns how many came. */
  drain(serviceTime: (request: number) => number = () => 1): number {
    const ends: { readonly request: number; readonly at: number }[] = []
    for (;;) {
      ends.sort((a, b) => a.at - b.at || a.request - b.request)
      const next = this.workload.peek()
      if (ends.length > 0 && ends[0].at <= next) {
        const first = ends.shift()
        if (first) this.end(first.request, first.at)
        continue
      }
      const request = this.take()
      if (request === null) return this.requests.count
      ends.push({ request, at: this.requests.arrival[request] + serviceTime(request) })
    }
  }

  arrivals(): number[] {
    return [...this.requests.arrival.slice(0, this.requests.count)]
  }

  prompts(): number[] {
    return [...this.requests.promptTokens.slice(0, this.requests.count)]
  }
}

/** Mean and coefficient of variation. */
export function momentsOf(values: readonly number[]): { readonly mean: number; readonly cv: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length
  return { mean, cv: Math.sqrt(variance) / mean }
}

export const gapsOf = (arrivals: readonly number[]): number[] =>
  arrivals.map((at, i) => at - (i === 0 ? 0 : arrivals[i - 1]))
