/**
 * A level says what is, at any moment: whoever runs, waits or is on the way is counted once, an instance shows the iterations it has
 * under way, and where something has ended nothing of it stays. On random small documents with kills, lanes, pipelines and handovers.
 */
import { describe, expect, it } from 'vitest'
import type { Instance } from '../../src/engines/serving/instance.ts'
import { Phase } from '../../src/engines/serving/requests.ts'
import type { TrackReader } from '../../src/kernel/tracks.ts'
import { holdsFor } from './documents.ts'
import { finish, type LawRun, startedArms } from './runs.ts'

const documents = Number(process.env.LAWS_DOCUMENTS ?? 120)
const patience = 300_000

/** What the tracks of an instance say now. */
function levelsOf({ cluster }: LawRun, { index }: Instance) {
  const { kv, batch, queue, iteration, shares } = cluster.recording.instances[index]
  const [used, prompts, cached] = kv.value
  const [running, waiting, swapped, transfer = 0] = queue.value
  return {
    ...{ used: used + prompts, cached, running, waiting, swapped, transfer },
    batch: batch.value[0] + batch.value[1],
    iteration: iteration.value[0],
    shares: shares === null ? null : Array.from(shares.value),
  }
}

/** Living requests, by instance and for those at the gateway (−1). */
function livingOf({ cluster }: LawRun): Map<number, number> {
  const { requests } = cluster
  const living = new Map<number, number>()
  for (let request = 0; request < requests.count; request++) {
    if (requests.phase[request] >= Phase.finished) continue
    const at = requests.instance[request]
    living.set(at, (living.get(at) ?? 0) + 1)
  }
  return living
}

/** Values at `t` of a track that kept every mark; null of one that did not, or had none before. */
function valuesAt(reader: TrackReader, id: string, t: number): readonly number[] | null {
  const window = reader.window(id, t, t, 1000)
  if (window?.kind !== 'level' || window.fold > 1) return null
  let row = -1
  while (row + 1 < window.length && window.start[row + 1] <= t) row++
  return row < 0 ? null : window.track.series.map((_, s) => window.last[s * window.length + row])
}

/** Asked some 100,000 times: an assertion that holds builds no words. */
function same(level: number, truth: number, what: string): void {
  if (level !== truth) throw new Error(`${what}: ${level}, and there are ${truth}`)
}

describe('levels', () => {
  it(
    'count every living request once, on its instance or at the gateway, and the tokens under way',
    () => {
      let killed = 0
      let several = 0
      holdsFor(documents, (document) => {
        for (const run of startedArms(document)) {
          const { cluster } = run
          const check = (): void => {
            // Plans come last at their time: until then levels are those of the moment before.
            if (cluster.queue.nextTime === run.simulation.now) return
            const living = livingOf(run)
            same(living.get(-1) ?? 0, cluster.gateway.rows.length, 'at the gateway')
            for (const instance of cluster.instances) {
              const levels = levelsOf(run, instance)
              const { running, waiting, swapped, transfer } = levels
              same(running + waiting + swapped + transfer, living.get(instance.index) ?? 0, 'requests of the queue')
              const batches = instance.batches.filter(({ state }) => state.inFlight)
              const tokens = batches.reduce((sum, batch) => sum + batch.tokens, 0)
              same(levels.batch, tokens, 'tokens of the batch')
              if (batches.length > 1) several++
              if (instance.state.alive) continue
              killed++
              expect(levels).toEqual({
                ...{ used: 0, cached: 0, running: 0, waiting: 0, swapped: 0, transfer: 0, batch: 0, iteration: 0 },
                shares: levels.shares && [0, 0],
              })
            }
          }
          finish(run, 1, check)
          check()
        }
      })
      // then there were moments with a dead instance, and with several iterations under way
      expect(killed).toBeGreaterThan(documents)
      expect(several).toBeGreaterThan(documents)
    },
    patience,
  )

  it(
    'are 0 when everybody has been served, but for what a prefix cache keeps',
    () => {
      let drained = 0
      holdsFor(documents, (document) => {
        for (const run of startedArms(document)) {
          if (finish(run).simulation.summary().ending !== 'drained') continue
          drained++
          for (const instance of run.cluster.instances) {
            const { cached: _, shares: __, ...levels } = levelsOf(run, instance)
            expect(new Set(Object.values(levels))).toEqual(new Set([0]))
          }
        }
      })
      expect(drained).toBeGreaterThan(documents / 2)
    },
    patience,
  )

  it(
    'of a replayed window are those of the run',
    () => {
      let compared = 0
      holdsFor(documents / 2, (document) => {
        for (const run of startedArms(document)) {
          const { simulation, recorder } = finish(run)
          const [from, until] = [simulation.now / 3, simulation.now / 2]
          const again = simulation.replay(from, until)
          if (again === null) continue
          for (const { id, kind } of recorder.tracks) {
            // Latencies are of those who had a token lately: a window knows of none before it.
            if (kind !== 'level' || id === 'ttft' || id === 'itl') continue
            const [before, after] = [recorder, again].map((each) => valuesAt(each, id, (from + until) / 2))
            if (before === null) continue // folded, or nothing had begun
            compared++
            expect(after, id).toEqual(before)
          }
        }
      })
      expect(compared).toBeGreaterThan(documents)
    },
    patience,
  )
})
