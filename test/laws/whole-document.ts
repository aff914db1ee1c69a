/**
 * Everything that must hold of any document, checked at once and without a test runner, so that a script can try a hundred thousand of
 * them: it runs to an end, in slices of bounded work, to the same times however it is sliced and whichever arm comes first; levels, busy
 * time, percentiles and blame are in order.
 */

import { serving } from '../../src/engines/serving/index.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import type { Distribution } from '../../src/kernel/engine.ts'
import type { Ready } from '../../src/run/complete.ts'
import { summaryOf } from '../../src/run/simulate.ts'
import { asking } from '../engines/serving/asking.ts'
import { shelf } from './documents.ts'
import { expectLevelsClosed, expectLevelsTrue } from './levels.ts'
import { finish, type LawRun, readyOf, startedArms, startReady, timesOf } from './runs.ts'
import { suppliesOf } from './supplies.ts'

/** Events of a slice, as the worker has them. */
const SLICE = 128
/** Small documents need some thousands of events; this many mean that the run does not end. */
const MOST_EVENTS = 1_000_000
/** A slice longer than this keeps a page from being heard, in milliseconds. */
const LONGEST_SLICE = 200

export interface Findings {
  runs: number
  /** Runs with requests left inside, with dead instances, and blamed requests. */
  unfinished: number
  killed: number
  blamed: number
  /** Milliseconds of the longest slice seen. */
  longest: number
}

export const noFindings = (): Findings => ({ runs: 0, unfinished: 0, killed: 0, blamed: 0, longest: 0 })

/** Milliseconds: of the day, which cost nothing to ask, and of the processor, which others who share the machine do not move. */
export interface Clocks {
  readonly wall: () => number
  readonly processor: () => number
}

/** Throws where something does not hold. */
export function expectDocumentSound(document: Experiment, clocks: Clocks, findings: Findings): void {
  const ready = readyOf(document)
  const runs = startReady(document, ready)
  for (const run of runs) {
    const longest = drive(run, SLICE, clocks.wall, () => expectLevelsTrue(run))
    // A pause of the machine is not the slice's: what counts is the least of three more tries, in time of the processor.
    const slice = longest > LONGEST_SLICE ? leastOfThree(document, run.key, clocks.processor) : longest
    findings.longest = Math.max(findings.longest, slice)
    expectSummarySound(run)
    findings.runs++
    if (run.simulation.summary().ending !== 'drained') findings.unfinished++
    else expectLevelsClosed(run)
    if (run.cluster.totals.deaths > 0) findings.killed++
  }
  if (runs.length > 0) findings.blamed += expectBlameWhole(runs[runs[0].cluster.totals.iterations % runs.length])
  expectSameTimes(document, ready, runs)
}

/** In one slice, recorded nowhere, and of some documents with the arms the other way round, or event by event: nothing is skipped then. */
function expectSameTimes(document: Experiment, ready: Ready, runs: readonly LawRun[]): void {
  if (document.seed % 4 === 1) expectSameEventByEvent(document, runs)
  const { engine, arms } = document.seed % 4 === 0 && runs.length > 1 ? readyOf(inOtherOrder(document)) : ready
  if (engine === null) throw new Error('no engine')
  const { data } = shelf.resolve(document)
  for (const arm of arms) {
    const first = runs.find(({ key }) => key === arm.key)
    const again = summaryOf(engine, arm, data, suppliesOf(engine, arms))
    if (first === undefined ? again.ok : !again.ok || again.value.digest !== timesOf(first))
      throw new Error(`arm ${arm.key}: other times in one slice, unrecorded, or as another arm`)
  }
}

function expectSameEventByEvent(document: Experiment, runs: readonly LawRun[]): void {
  for (const run of startedArms(document)) {
    finish(run, 1)
    const first = runs.find(({ key }) => key === run.key)
    if (first === undefined || timesOf(run) !== timesOf(first))
      throw new Error(`arm ${run.key}: other times event by event`)
  }
}

/** To the end; returns the milliseconds of the longest slice. */
function drive({ simulation }: LawRun, slice: number, clock: () => number, between: () => void): number {
  let longest = 0
  for (let events = 0; events < MOST_EVENTS; events += slice) {
    const began = clock()
    const state = simulation.advance(Number.POSITIVE_INFINITY, slice)
    longest = Math.max(longest, clock() - began)
    between()
    if (state === 'done') return longest
  }
  throw new Error(`still running after ${MOST_EVENTS} events, at ${simulation.now} s`)
}

function leastOfThree(document: Experiment, arm: string, clock: () => number): number {
  const tries = [1, 2, 3].map(() => {
    const run = startedArms(document).find(({ key }) => key === arm)
    return run === undefined ? 0 : drive(run, SLICE, clock, () => undefined)
  })
  const least = Math.min(...tries)
  if (least > LONGEST_SLICE) throw new Error(`arm ${arm}: a slice of ${SLICE} events took ${least.toFixed(0)} ms`)
  return least
}

/** Arms share nothing but their luck. */
function inOtherOrder(document: Experiment): Experiment {
  const arms = Object.entries(document.arms).reverse()
  return { ...edit(document, 'title', 'reversed'), arms: Object.fromEntries(arms) }
}

/** A description is long to write, and always the same. */
const { metrics: described } = serving.describe()

function expectSummarySound({ key, simulation, cluster }: LawRun): void {
  const { ending, report, metrics } = simulation.summary()
  const wrong = (what: string): Error => new Error(`arm ${key}: ${what}`)
  if (ending === 'running') throw wrong('at its end, and running')
  if ((ending === 'time-limit' || ending === 'overloaded') && simulation.now !== cluster.horizon)
    throw wrong(`${ending} at ${simulation.now} s, with a limit of ${cluster.horizon} s`)
  const { busy } = report as { readonly busy: number }
  if (!(busy >= 0 && busy <= 1)) throw wrong(`busy for ${busy} of the time`)
  for (const { id, isSigned } of described) {
    const value = metrics[id]?.value ?? null
    if (value !== null && !(value >= (isSigned ? -1 : 0))) throw wrong(`${id} is ${value}`)
  }
  for (const name of ['ttft', 'tpot', 'itl', 'e2e', 'largestGap']) {
    const { n, p50, p90, p99, max } = report[name] as Distribution
    if (n > 0 && !(p50 <= p90 && p90 <= p99 && p99 <= max)) throw wrong(`${name}: ${p50}, ${p90}, ${p99}, ${max}`)
  }
}

/** One request, another of every document. Returns how many. */
function expectBlameWhole({ key, simulation, cluster }: LawRun): number {
  const { arrival, ended, count } = cluster.requests
  if (count === 0) return 0
  const request = (cluster.totals.iterations * 7 + 3) % count
  const parts = asking(simulation)
    .blame(request)
    ?.seconds.map((each) => Math.round(each * 1e9))
  if (parts === undefined) return 0 // more than can be looked at again
  const end = Number.isNaN(ended[request]) ? simulation.now : ended[request]
  const life = Math.round(end * 1e9) - Math.round(arrival[request] * 1e9)
  const sum = parts.reduce((all, part) => all + part, 0)
  if (sum !== life || parts.some((part) => !(part >= 0)))
    throw new Error(`arm ${key}, request ${request}: parts of ${parts} ns are ${sum} of ${life}`)
  return 1
}
