/** Floor and engine on the same list, taking turns in one process, so that both meet the same state of the machine. */
import process from 'node:process'
import { Shelf } from '../../src/run/shelf.ts'
import type { ArrivalTable } from '../../src/traces/arrivals.ts'
import { runFloor } from './floor.ts'
import { cpuMsSince, measuredRun } from './measured-run.ts'
import { medianOf } from './median.ts'
import { replay, type SetUpName } from './set-ups.ts'

export interface RaceResult {
  readonly floorMs: number
  readonly engineMs: number
  readonly ratio: number
  readonly tokens: number
  readonly iterations: number
}

/**
 * Turns until the compiler has settled, and turns measured after them; of runs that take seconds fewer, since they settle
 * while they run.
 */
const WARM_UP = { turns: 24, cpuMs: 4000 }
const MEASURED = { turns: 15, cpuMs: 8000 }

export function race(name: SetUpName, table: ArrivalTable): RaceResult {
  const shelf = new Shelf()
  shelf.put(table)
  const list = { arrival: table.arrival, prompt: table.promptTokens, output: table.outputTokens }
  const document = replay(name, table)
  const floor: number[] = []
  const engine: number[] = []
  let report: Readonly<Record<string, unknown>> = {}
  const take = (): { readonly floorMs: number; readonly engineMs: number } => {
    const before = process.cpuUsage()
    const served = runFloor(list)
    const floorMs = cpuMsSince(before)
    const { cpuMs: engineMs, arm } = measuredRun(document, shelf)
    report = arm.simulation.summary().report
    if (name === 'yardstick') expectTokens(served.tokens, Number(report.tokensProcessed))
    return { floorMs, engineMs }
  }
  for (let turn = 0, spent = 0; turn < WARM_UP.turns && spent < WARM_UP.cpuMs; turn++) spent += take().engineMs
  for (let spent = 0; engine.length < MEASURED.turns && spent < MEASURED.cpuMs; ) {
    const taken = take()
    floor.push(taken.floorMs)
    engine.push(taken.engineMs)
    spent += taken.engineMs
  }
  const floorMs = medianOf(floor)
  const engineMs = medianOf(engine)
  return {
    floorMs,
    engineMs,
    ratio: engineMs / floorMs,
    tokens: Number(report.tokensProcessed),
    iterations: Number(report.iterations),
  }
}

/** Prompt + output − 1 of every request of the list: both must have done exactly this work. */
const TOKENS = 12_772_783

function expectTokens(floor: number, engine: number): void {
  if (floor !== TOKENS || engine !== TOKENS)
    throw new Error(`tokens processed must be ${TOKENS}: the floor has ${floor}, the engine ${engine}`)
}
