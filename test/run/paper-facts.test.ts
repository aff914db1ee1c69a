/** What is known of a paper without measuring: read off what it brings before the referee and off its engine. */
import { expect, it } from 'vitest'
import type { Judged, JudgedArm } from '../../src/experiment/referee/judged.ts'
import { factsOf } from '../../src/run/paper-facts.ts'

const judged = (
  mechanism: string,
  baselines: Readonly<Record<string, string>>,
  decides: readonly string[],
): Judged => ({
  ...{ figure: 'F', link: '#/lab?v=1&accelerator=a10&scheduler=fcfs', assertions: [], sensitivity: [], decides },
  arms: {
    new: { role: 'mechanism', title: 'New', set: mechanism },
    ...Object.fromEntries(
      Object.entries(baselines).map(([key, set]): [string, JudgedArm] => [key, { role: 'baseline', title: key, set }]),
    ),
    chance: { role: 'control', title: 'Chance', set: 'router=random' },
  },
  claim: { kind: 'direction', metric: 'm', better: 'lower', evidence: { words: 'A', setup: 'A' } },
})

async function of(paper: Judged) {
  const facts = await factsOf(paper)
  if (!facts.ok) throw new Error(facts.problems[0].message)
  return facts.value
}

it('names the definitions it proposes and its accelerator by the titles that the engine gives them', async () => {
  const { decides, hardware } = await of(judged('scheduler=splitfuse', { old: '' }, ['scheduler/splitfuse']))
  expect(decides).toEqual([{ id: 'scheduler/splitfuse', title: 'Dynamic SplitFuse' }])
  expect(hardware).toEqual({ id: 'a10', title: 'NVIDIA A10' })
})

it('in place of it runs what a baseline’s words name, else what is left in its role, else nothing other', async () => {
  const { inPlace } = await of(
    judged(
      'placement=disaggregated&scheduler=splitfuse',
      {
        named: 'placement.instances=3&scheduler=prefill-first',
        left: 'placement.instances=3',
        same: 'placement=disaggregated&scheduler=splitfuse&scheduler.tokenBudget=64',
      },
      ['placement/disaggregated'],
    ),
  )
  expect(Object.keys(inPlace)).toEqual(['named', 'left', 'same'])
  expect(inPlace.named?.id).toBe('scheduler/prefill-first')
  expect(inPlace.left?.id).toBe('placement/aggregated')
  expect(inPlace.same).toBeNull()
})

it('knows a role below another, and an accelerator that is one word of a group, as the tokens engine has them', async () => {
  const paper: Judged = {
    ...judged('decoder.commit=local-leap', { old: '' }, ['commit/local-leap', 'draftLength/trained']),
    link: '#/lab?v=2&engine=tokens&decoder=diffusion&pace.accelerator=b200-sxm',
  }
  const { decides, hardware, inPlace } = await of(paper)
  expect(decides.map(({ title }) => title)).toEqual(['LocalLeap', 'SpecDec++'])
  expect(hardware?.id).toBe('b200-sxm')
  expect(hardware?.title).toMatch(/B200/)
  expect(inPlace.old).toMatchObject({ title: 'Confidence threshold' })
})
