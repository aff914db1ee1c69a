/** Arms of a paper as an experiment of the lab: what the page opens is what was judged. */
import { expect, it } from 'vitest'
import { decode } from '../../../src/experiment/link.ts'
import { get } from '../../../src/experiment/path.ts'
import { pointsOf } from '../../../src/experiment/points.ts'
import { batchOf, inWorld } from '../../../src/experiment/referee/batch.ts'
import type { Judged } from '../../../src/experiment/referee/judged.ts'
import { experimentOf } from '../../../src/experiment/referee/pair.ts'
import { patchOfWords } from '../../../src/experiment/referee/set-text.ts'

const judged: Judged = {
  figure: 'Load',
  link: '#/lab?v=1&title=Pair&sweep.rate.path=workload.rate&sweep.rate.values=1~2~4',
  arms: {
    new: { role: 'mechanism', title: 'New', set: 'scheduler=splitfuse' },
    old: { role: 'baseline', title: 'Old', set: 'scheduler=chunked-prefill' },
  },
  claim: { kind: 'direction', metric: 'm', better: 'lower', evidence: { words: 'A', setup: 'A' } },
  assertions: [],
  sensitivity: [
    {
      id: 'h',
      words: 'Another',
      set: 'accelerator=a100-80gb-sxm',
      arms: { new: 'scheduler.tokenBudget=256' },
      loads: [8],
    },
  ],
  decides: [],
}
const { document: base } = decode(judged.link)
const chosen = { old: { 'scheduler.tokenBudget': 128 } }

it('has the points that the referee asks for, with the values that tuning chose', () => {
  const shown = experimentOf(base, judged, { keys: ['old', 'new'], chosen })
  const arms = {
    a: patchOfWords(base, judged.arms.old.set, chosen.old),
    b: patchOfWords(base, judged.arms.new.set),
  }
  expect(pointsOf(shown, [1]).points).toEqual(batchOf(inWorld(base, null), arms, [1]).points)
  // the lab names arms by letters, and has room for four
  expect(Object.keys(shown.arms)).toEqual(['a', 'b'])
  expect(shown.title).toBe('Pair: A Old | B New')
})

it('at one load it is a run and no sweep', () => {
  const shown = experimentOf(base, judged, { keys: ['old', 'new'], chosen, load: 2 })
  expect(shown.sweep).toBeUndefined()
  expect(pointsOf(shown).points.map(({ setup }) => get(setup, 'workload.knobs.rate'))).toEqual([2, 2])
})

it('in another world it is that world, arm by arm, with its own loads', () => {
  const shown = experimentOf(base, judged, { keys: ['new'], chosen: {}, under: 'h' })
  const { points } = pointsOf(shown)
  expect(points.map(({ setup }) => get(setup, 'workload.knobs.rate'))).toEqual([8])
  expect(get(points[0].setup, 'accelerator.id')).toBe('a100-80gb-sxm')
  expect(get(points[0].setup, 'scheduler.knobs.tokenBudget')).toBe(256)
})
