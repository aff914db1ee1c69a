/**
 * Looking at a run changes nothing: explanations, steps, replays, windows and tables may be asked for at any moment, and the run ends
 * in the same times.
 */

import { describe, expect, it } from 'vitest'
import { asking } from '../engines/serving/asking.ts'
import { holdsFor } from './documents.ts'
import { finish, type LawRun, startedArms, timesOf } from './runs.ts'

const documents = Number(process.env.LAWS_DOCUMENTS ?? 70)

describe('looking', () => {
  it('answers at any moment without moving the run', () => {
    let explained = 0
    holdsFor(documents, (document) => {
      const undisturbed = startedArms(document).map((run) => timesOf(finish(run)))
      startedArms(document).forEach((run, i) => {
        // On the way the past and the moment itself; the beginning and what is not yet at every fourth stop.
        let stops = 0
        finish(run, 200, () => {
          const { now } = run.simulation
          const moments = stops++ % 4 === 0 ? [0, now / 3, now, now + 1] : [now / 3, now]
          for (const at of moments) explained += look(run, at)
        })
        for (const at of [0, run.simulation.now / 2, run.simulation.now]) explained += look(run, at)
        expect(timesOf(run)).toBe(undisturbed[i])
      })
    })
    expect(explained).toBeGreaterThan(documents)
  })
})

/** 1 when there was an iteration to explain. */
function look({ simulation, recorder }: LawRun, at: number): number {
  const next = asking(simulation).landmark('iteration', at, 1)?.at ?? null
  if (next !== null) expect(next).toBeGreaterThan(at)
  const lines = asking(simulation).requestsCsv().trimEnd().split(/\r?\n/)
  expect(lines.length).toBe(1 + simulation.cluster.requests.count)
  const replayed = simulation.replay(at / 2, at)
  const track = recorder.tracks[0].id
  if (replayed !== null) expect(replayed.tracks.map(({ id }) => id)).toEqual(recorder.tracks.map(({ id }) => id))
  recorder.window(track, at / 2, at, 100)
  const explanation = asking(simulation).explain(at)
  if (explanation === null) return 0
  // The operators of an iteration make up its time: one stage after the other, times the slowdown of its instance.
  const { start, end, terms, instance } = explanation
  expect(start).toBeLessThanOrEqual(at)
  expect(end).toBeGreaterThan(start)
  expect(simulation.cluster.instances[instance]).toBeDefined()
  for (const term of terms) expect(term.time).toBeGreaterThanOrEqual(0)
  expect(terms.reduce((sum, term) => sum + term.time, 0)).toBeGreaterThan(0)
  return 1
}
