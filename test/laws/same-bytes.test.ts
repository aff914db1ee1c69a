/**
 * The same document is the same run, to the last bit: run again, from its link, in slices of any size, alone or beside other
 * arms, from a checkpoint. Another seed is another run.
 */
import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../src/experiment/document.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { createDraws } from '../../src/kernel/draws.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { summaryOf } from '../../src/run/simulate.ts'
import { holdsFor, shelf } from './documents.ts'
import { finish, type LawRun, readyOf, startedArms, timesOf, tracksOf } from './runs.ts'
import { suppliesOf } from './supplies.ts'

/** Together with the documents of the other laws at least 2,000. */
const documents = Number(process.env.LAWS_DOCUMENTS ?? 240)

const bytesOf = (run: LawRun): string => `${timesOf(run)} ${tracksOf(run)}`

/** Digest of every arm that runs, tracks included, by key. */
const bytesOfArms = (document: Experiment, slice?: number): Record<string, string> =>
  Object.fromEntries(startedArms(document).map((run) => [run.key, bytesOf(finish(run, slice))]))

/** What documents came to, by what they say: other laws ask it of the same ones again. */
const known = new Map<string, Record<string, string>>()
const keyOf = (document: Experiment): string => JSON.stringify(document)

describe('same bytes', () => {
  it('is the same run from the document, from its link, and in slices of any size', () => {
    holdsFor(documents, (document) => {
      const once = bytesOfArms(document)
      known.set(keyOf(document), once)
      const { document: decoded, problems } = decode(encode(document))
      expect(problems).toEqual([])
      expect(decoded).toEqual(document)
      // 7 events a slice cut between events of the same moment too
      expect(bytesOfArms(decoded, 7)).toEqual(once)
    })
  })

  it('gives an arm the same run alone, beside others, and without tracks', () => {
    holdsFor(documents / 4, (document) => {
      const { engine, arms } = readyOf(document)
      if (engine === null) throw new Error('no engine')
      const { data } = shelf.resolve(document)
      const [baseline] = Object.keys(document.arms)
      const alone = startedArms({ ...document, arms: { [baseline]: document.arms[baseline] } }).map((run) =>
        timesOf(finish(run)),
      )
      const summaries = arms.map((arm) => summaryOf(engine, arm, data, suppliesOf(engine, arms)))
      if (alone.length > 0) expect(summaries[0].ok && summaries[0].value.digest).toBe(alone[0])
      // when all arms run side by side, in slices by a clock that says a millisecond each time it is asked
      const live = LiveRun.start(engine, arms, data, suppliesOf(engine, arms))
      expect(live.ok).toBe(summaries.every(({ ok }) => ok))
      if (!live.ok) return
      let milliseconds = 0
      while (live.value.advance(2, () => milliseconds++) === 'more');
      const beside = live.value.summaries()
      arms.forEach(({ key }, i) => {
        const summary = summaries[i]
        expect(summary.ok && summary.value).toEqual(beside[key])
      })
    })
  })

  it('goes on from a checkpoint as if it had never stopped', () => {
    holdsFor(documents / 4, (document) => {
      for (const run of startedArms(document)) {
        // given a checkpoint after 40 events of a run, and one in a run that has gone on
        run.simulation.advance(Number.POSITIVE_INFINITY, 40)
        const checkpoint = run.simulation.checkpoint()
        finish(run)
        // when a fresh run takes it over, then it ends in the same times
        const fresh = startedArms(document).find(({ key }) => key === run.key)
        if (!fresh) throw new Error(`arm ${run.key} did not start again`)
        fresh.simulation.restore(checkpoint)
        expect(timesOf(finish(fresh))).toBe(timesOf(run))
        expect(fresh.simulation.summary()).toEqual(run.simulation.summary())
      }
    })
  })

  it('draws other luck from another seed', () => {
    let same = 0
    let compared = 0
    holdsFor(100, (document) => {
      const one = known.get(keyOf(document)) ?? bytesOfArms(document)
      const other = bytesOfArms({ ...document, seed: document.seed + 1 })
      for (const key of Object.keys(one)) {
        compared++
        if (one[key] === other[key]) same++
      }
    })
    // A replayed trace without gates or drafts has no luck at all: about one in ten.
    expect(compared).toBeGreaterThan(100)
    expect(same / compared).toBeLessThan(0.2)
    expect(createDraws(1).stream('arrival').at(0)).not.toBe(createDraws(2).stream('arrival').at(0))
  })
})
