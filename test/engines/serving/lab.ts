/**
 * A small laboratory: scripted requests on a cluster whose iterations last one second, so that the arithmetic of a test can be
 * done on paper. The model is tiny and the accelerator huge: kernels add microseconds, the overhead of an iteration is 1 s.
 *
 * Requests are named by letters in the order given; `row` of the request is its place in that order.
 */

import { expect } from 'vitest'
import { phaseNames } from '../../../src/engines/serving/contracts/request.ts'
import { type ServingSetup, serving } from '../../../src/engines/serving/index.ts'
import type { ServingSimulation } from '../../../src/engines/serving/simulation.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import type { DocumentEvent } from '../../../src/kernel/engine.ts'
import { createRecorder, type TrackRecorder } from '../../../src/kernel/recorder.ts'
import type { ArrivalTable } from '../../../src/traces/arrivals.ts'
import { madeUpArtefacts, madeUpData } from '../../laws/supplies.ts'

/** One request of the script. */
export interface Scripted {
  /** Seconds; 0 when not given. */
  readonly at?: number
  readonly prompt: number
  readonly output: number
  /** 0 interactive, 1 batch. */
  readonly class?: number
  /** Ids of the prompt's blocks of 16 tokens: equal ids mean an equal whole prefix. */
  readonly content?: readonly number[]
}

type Tree = { readonly [key: string]: unknown }

/** Iterations of 1 s (+ about a microsecond), 640 blocks, nothing held back. */
export const plainSetup: Tree = {
  accelerator: { id: 'custom', knobs: { bandwidthGBs: 1e6, bf16Tflops: 1e6 } },
  model: {
    id: 'custom',
    knobs: { layers: 4, dim: 16, heads: 4, kvHeads: 4, headDim: 4, feedForward: 16, vocabulary: 16 },
  },
  cost: { iterationOverheadUs: 1e6, layerOverheadUs: 0 },
  kv: { capacityTokens: 10_240, watermark: 0 },
  workload: { id: 'trace', knobs: {} },
}

/**
 * KV so heavy that a block of 16 tokens crosses the host link in one second: 250 layers × 625 KV heads × 1,000 × 2 (K, V) × 2 B
 * = 625 MB a token, 10 GB a block; 12.5 GB/s × 0.8 = 10 GB/s, and 20 µs to start.
 */
export const heavyKv: Tree = {
  model: {
    id: 'custom',
    knobs: { layers: 250, dim: 16, heads: 625, kvHeads: 625, headDim: 1000, feedForward: 16, vocabulary: 16 },
  },
  hostLink: 'ethernet-100g',
  cost: { networkEfficiency: 0.8 },
}

export interface LabOptions {
  readonly setup?: Tree
  readonly events?: readonly DocumentEvent[]
  readonly seed?: number
  /** Recordings in the place of those made up, by the names that knobs have when nobody chooses. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** What one iteration looked like when it began. */
export interface Column {
  readonly instance: number
  readonly start: number
  readonly end: number
  /** A sign a request, in the order of the script. */
  readonly signs: readonly string[]
  readonly usedBlocks: number
  readonly idleBlocks: number
  /** Tokens of the batch, by kind. */
  readonly decodeTokens: number
  readonly prefillTokens: number
}

export class Lab {
  readonly simulation: ServingSimulation
  readonly recorder: TrackRecorder = createRecorder()
  readonly setup: ServingSetup
  readonly columns: Column[] = []
  private readonly script: readonly Scripted[]

  constructor(script: readonly Scripted[], { setup = {}, events = [], seed = 1, data = {} }: LabOptions = {}) {
    this.script = script
    this.setup = completed(merged(plainSetup, setup))
    const started = serving.start(this.setup, {
      draws: createDraws(seed),
      recorder: this.recorder,
      events: events.map((event) => (event.kind === 'patch' ? this.wholePatch(event) : event)),
      data: { trace: arrivals(script), ...madeUpData, ...data },
      artefacts: madeUpArtefacts,
    })
    if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join(' '))
    this.simulation = started.value as ServingSimulation
  }

  /** To the end, or to a time; every iteration that begins on the way is kept as a column. */
  run(until = Number.POSITIVE_INFINITY): this {
    const { simulation } = this
    while (simulation.advance(until, 1) === 'more') {
      this.observe()
      if (simulation.cluster.queue.nextTime > until) break
    }
    this.recorder.close(simulation.now)
    return this
  }

  get report() {
    return this.simulation.summary().report as unknown as Report
  }

  /** Columns of requests by letter: `of('b').firstToken`. */
  of(name: string) {
    const row = name.charCodeAt(0) - 97
    const { requests } = this.simulation.cluster
    return {
      row,
      phase: phaseNames[requests.phase[row]],
      instance: requests.instance[row],
      emitted: requests.emitted[row],
      firstToken: requests.firstToken[row],
      lastToken: requests.lastToken[row],
      ended: requests.ended[row],
    }
  }

  get kv() {
    return this.simulation.cluster.instances[0].kv
  }

  private wholePatch(event: DocumentEvent): DocumentEvent {
    return { ...event, setup: completed(merged(this.setup as Tree, event.setup as Tree)) }
  }

  private observe(): void {
    const { cluster } = this.simulation
    // Every iteration is to be seen: equal ones must not run without an event between (stretch.test.ts shows them the same).
    for (const scheduler of cluster.roles.schedulers) Object.assign(scheduler, { keepsStreams: false })
    for (const { index, batches, kv } of cluster.instances) {
      for (const batch of batches) {
        const { inFlight, start, end, decodeTokens, prefillTokens } = batch.state
        if (!inFlight || this.columns.some((known) => known.instance === index && known.end === end)) continue
        this.columns.push({
          instance: index,
          start,
          end,
          signs: this.script.map((_, row) =>
            row >= cluster.requests.count ? ' ' : signOf(cluster.requests.phase[row], batch.has(row)),
          ),
          usedBlocks: kv.usedBlocks,
          idleBlocks: kv.idleBlocks,
          decodeTokens,
          prefillTokens,
        })
      }
    }
  }
}

/** Runs a script to its end. */
export const runOf = (script: readonly Scripted[], options?: LabOptions): Lab => new Lab(script, options).run()

/** The part of `cli run --json` that these tests read. */
export interface Report {
  readonly digest: string
  readonly ending: string
  readonly duration: number
  readonly requests: Readonly<Record<string, number>>
  readonly tokensProcessed: number
  readonly tokensEmitted: number
  readonly tokensRecomputed: number
  readonly iterations: number
  readonly ttft: Spread
  readonly tpot: Spread
  readonly itl: Spread
  readonly e2e: Spread
  readonly largestGap: Spread
  readonly throughput: number | null
  readonly throughputPerAccelerator: number | null
  readonly goodput: number | null
  readonly sloAttainment: number | null
  readonly kv: Readonly<Record<string, number>>
  readonly acceptance: Readonly<Record<string, number>> | null
  readonly uniqueExperts: number | null
  readonly busy: number
}
interface Spread {
  readonly n: number
  readonly mean: number
  readonly p50: number
  readonly max: number
}

/**
 * One column an iteration, one row a request: P prompt processed, d decode, . waiting, x preempted (waits to be computed
 * again), s swapped (in host memory or on the way), - holds its blocks and stands still, blank before and after.
 */
export function timeline(lab: Lab, instance = 0): string {
  const columns = lab.columns.filter((column) => column.instance === instance)
  const rows = columns[0]?.signs.length ?? 0
  return Array.from({ length: rows }, (_, row) =>
    [String.fromCharCode(97 + row), ...columns.map(({ signs }) => signs[row])].join(' ').trimEnd(),
  ).join('\n')
}

/** Lines without their common indentation. */
export function text(strings: TemplateStringsArray): string {
  return strings[0]
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length > 0)
    .join('\n')
}

/** Equal to a tenth of a millisecond: kernels of the lab take microseconds. */
export const expectSeconds = (seconds: number, expected: number): void => {
  expect(Math.abs(seconds - expected), `${seconds} s instead of ${expected} s`).toBeLessThan(1e-4)
}

/** An arrival table of a script, in the order of its arrivals. */
function arrivals(script: readonly Scripted[]): ArrivalTable {
  const ids: number[] = []
  const offset = [0]
  for (const { content = [] } of script) {
    ids.push(...content)
    offset.push(ids.length)
  }
  return {
    title: 'script',
    length: script.length,
    arrival: Float64Array.from(script, ({ at = 0 }) => at),
    promptTokens: Int32Array.from(script, ({ prompt }) => prompt),
    outputTokens: Int32Array.from(script, ({ output }) => output),
    priority: Uint8Array.from(script, (request) => request.class ?? 0),
    ...(ids.length > 0
      ? { content: { blockTokens: 16, offset: Int32Array.from(offset), ids: Int32Array.from(ids) } }
      : {}),
    hash: '0',
  }
}

function signOf(phase: number, isInBatch: boolean): string {
  const name = phaseNames[phase]
  if (isInBatch) return name === 'prefill' ? 'P' : 'd'
  if (name === 'queued') return '.'
  if (name === 'preempted') return 'x'
  if (name === 'swapped') return 's'
  return name === 'prefill' || name === 'decode' ? '-' : ' '
}

/** A lab's mistake must not be repaired in silence. */
function completed(tree: Tree): ServingSetup {
  const { setup, problems } = serving.complete(tree)
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '))
  return setup
}

/** A node with an id replaces the one before, as in documents; everything else is merged key by key. */
export function merged(base: Tree, patch: Tree): Tree {
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(patch)) {
    const before = base[key]
    result[key] = isTree(value) && isTree(before) && !('id' in value) ? merged(before, value) : value
  }
  return result
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
