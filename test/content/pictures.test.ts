/** The picture of a paper can be drawn: its arms run, its panels have something to show, and every note finds its moment in it. */
import { expect, it } from 'vitest'
import { gatherFiles, openShelf } from '../../src/cli/model-files.ts'
import { readStored } from '../../src/cli/stored-results.ts'
import type { Paper } from '../../src/content/papers/paper.ts'
import { momentOf } from '../../src/experiment/landmark.ts'
import { type KnownArms, picturedArms, picturedExperiment } from '../../src/experiment/referee/picture.ts'
import type { Seconds } from '../../src/kernel/units.ts'
import { timelinesOf } from '../../src/panels/timelines/registry.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openBase } from '../../src/run/judge.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { allPapers } from './all-papers.ts'
import { papersOfTheDay } from './papers-of-the-day.ts'

/** As many columns as the page asks for of a range. */
const PIXELS = 1600

async function knownOf(id: string): Promise<KnownArms> {
  const stored = await readStored(id)
  const chosen = Object.fromEntries((stored?.arms ?? []).map(({ key, tuned }) => [key, tuned ?? {}]))
  return { over: stored?.over ?? null, chosen }
}

const pictured = papersOfTheDay(
  allPapers.map(({ id }) => id),
  5,
)

it.each(pictured)('%s', async (id) => {
  const { judged, picture } = allPapers.find((paper) => paper.id === id) as Paper

  // given the experiment of the picture, at one load where the judged figure is of several
  const base = await openBase(judged)
  if (!base.ok) throw new Error(base.problems[0].message)
  const known = await knownOf(id)
  expect(Object.keys(judged.arms)).toEqual(expect.arrayContaining([...picturedArms(picture, judged, known)]))
  const experiment = picturedExperiment(base.value, judged, picture, known)
  expect(experiment.sweep).toBeUndefined()

  // when it has run
  const shelf = openShelf()
  const gathered = await gatherFiles(experiment, shelf)
  if (!gathered.ok) throw new Error(gathered.problems[0].message)
  const { engine, completed, arms } = completeDocument(experiment, shelf)
  const problems = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]
  expect(problems.filter(({ severity }) => severity !== 'notice')).toEqual([])
  if (engine === null) throw new Error('no engine')
  const run = LiveRun.start(engine, arms, {}, shelf.supplies)
  if (!run.ok) throw new Error(run.problems[0].message)
  while (run.value.advance(Number.POSITIVE_INFINITY, () => 0) !== 'done');

  // then every panel is one of its timelines, and every note stands where the picture shows it
  const tracks = Object.values(run.value.tracks()).flat()
  const panels = timelinesOf(experiment.engine.id, tracks)
    .filter(({ stem }) => tracks.some((track) => track.id.split('/')[0] === stem))
    .map((timeline) => timeline.id)
  expect(panels).toEqual(expect.arrayContaining([...picture.panels]))
  const [from, until]: readonly [Seconds, Seconds] = picture.window ?? [0, run.value.simulated]
  expect(picture.notes.length).toBeGreaterThanOrEqual(2)
  for (const { arm, words, ...landmark } of picture.notes) {
    const [window] = run.value.windows([{ arm, track: landmark.track, t0: from, t1: until, pixels: PIXELS }])
    expect([words, window && momentOf(landmark, window, [from, until])]).toEqual([words, expect.anything()])
    // a sentence beside a line is read at a glance
    expect(words.length).toBeLessThanOrEqual(50)
  }
})
