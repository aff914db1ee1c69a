/** A paper of real tokens measured again on the page comes out as on the command line: texts are paired in both. Workers run in process. */
import { expect, it } from 'vitest'
import { openShelf, readModelFile } from '../../src/cli/model-files.ts'
import type { Judged } from '../../src/experiment/referee/judged.ts'
import { FULL } from '../../src/experiment/referee/referee.ts'
import { storedOf } from '../../src/experiment/referee/stored.ts'
import { judgeNow, openBase } from '../../src/run/judge.ts'
import { createJudging, type JudgedHere } from '../../src/store/judging.ts'
import { createPointPool } from '../../src/worker/pool.ts'
import { createPointWorker } from '../../src/worker/sweep-points.ts'

const judged: Judged = {
  figure: 'Speed-up',
  decides: [],
  link: '#/lab?v=2&engine=tokens&prompts.domain=fresh&prompts.requests=2&output=6',
  arms: {
    new: { role: 'mechanism', title: 'New', set: 'draftLength=trained' },
    old: { role: 'baseline', title: 'Old', set: 'draftLength=fixed&draftLength.draftLength=1' },
    chance: { role: 'control', title: 'Chance', set: 'draftLength=random' },
  },
  claim: {
    ...{ kind: 'direction', metric: 'speedUp', better: 'higher' },
    guard: { metric: 'passesPerText', better: 'lower', margin: 0.5 },
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [],
  sensitivity: [],
}

it('judges to the same digits, text by text', async () => {
  // given ten texts, two a seed
  const here = await judgeNow(judged, openShelf(), FULL)
  const base = await openBase(judged)
  if (!here.ok || !base.ok) throw new Error('it cannot run')
  const api = createPointWorker({
    ...{ clock: () => performance.now(), breathe: () => new Promise((next) => setImmediate(next)) },
    fetchFile: readModelFile,
  })
  const start = () => ({ api, onError: () => undefined, terminate: () => undefined })
  const judging = createJudging(() => createPointPool({ start, size: 1 }))

  // when the page measures it
  const onPage = await new Promise<JudgedHere>((done) => {
    judging.subscribe(({ paper }) => {
      if (paper.status !== 'running') done(paper)
    })
    judging.run('paper', base.value, judged)
  })

  // then nothing differs, and the interval is not that of five seeds
  expect(onPage.problem).toBeNull()
  expect(onPage.judgement).toEqual(storedOf(here.value))
  const logs = here.value.arms.map(({ figures }) => figures.map(({ value }) => value))
  expect(logs[0]).toHaveLength(5)
  const meanOfSeeds = logs[0].reduce((sum, value, i) => sum + Math.log(value / logs[1][i]), 0) / 5
  expect(here.value.gain?.gain).not.toBeCloseTo(Math.exp(meanOfSeeds), 9)
})
