/**
 * A level says what is, at any moment: whoever runs, waits or is on the way is counted once, an instance shows the iterations it has
 * under way, and where something has ended nothing of it stays. On random small documents with kills, lanes, pipelines and handovers.
 */
import { describe, expect, it } from 'vitest'
import type { TrackReader } from '../../src/kernel/tracks.ts'
import { holdsFor } from './documents.ts'
import { expectLevelsClosed, expectLevelsTrue } from './levels.ts'
import { finish, startedArms } from './runs.ts'

const documents = Number(process.env.LAWS_DOCUMENTS ?? 120)
const patience = 300_000

/** Values at `t` of a track that kept every mark; null of one that did not, or had none before. */
function valuesAt(reader: TrackReader, id: string, t: number): readonly number[] | null {
  const window = reader.window(id, t, t, 1000)
  if (window?.kind !== 'level' || window.fold > 1) return null
  let row = -1
  while (row + 1 < window.length && window.start[row + 1] <= t) row++
  return row < 0 ? null : window.track.series.map((_, s) => window.last[s * window.length + row])
}

describe('levels', () => {
  it(
    'count every living request once, on its instance or at the gateway, and the tokens under way, until all are 0 but for what a prefix cache keeps',
    () => {
      let dead = 0
      let several = 0
      let drained = 0
      holdsFor(documents, (document) => {
        for (const run of startedArms(document)) {
          const check = (): void => {
            const seen = expectLevelsTrue(run)
            dead += seen.dead
            several += seen.several
          }
          finish(run, 1, check)
          check()
          if (run.simulation.summary().ending !== 'drained') continue
          drained++
          expectLevelsClosed(run)
        }
      })
      // then there were moments with a dead instance, and with several iterations under way
      expect(dead).toBeGreaterThan(documents)
      expect(several).toBeGreaterThan(documents)
      // and most runs came to an end at which nothing is left
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
