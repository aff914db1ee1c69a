/** Blame names what bounds an operator, and nothing that its figures contradict. */
import { expect, it } from 'vitest'
import { partOf } from '../../../../src/engines/serving/questions/blame.ts'
import { limits } from '../../../../src/kernel/limits.ts'
import { costModel, decodes, withExperts } from '../cost/set-up.ts'

it('attention of streams that is bound by arithmetic is arithmetic, and reading of KV only where reading bounds it', () => {
  const parts = limits.map((limit) => partOf('attention decode', limit))
  expect(parts).toEqual(['compute', 'KV reads', 'communication', 'overhead'])
  expect(limits.map((limit) => partOf('feed-forward up', limit))).toEqual([
    'compute',
    'weights',
    'communication',
    'overhead',
  ])
})

it('many heads over one compressed list that verify drafts are blamed on arithmetic', () => {
  const work = withExperts(decodes(64, 4000), { layers: 1, unique: 200, pairs: 512 })
  work.decodePairs *= 4
  const terms = costModel({ model: 'deepseek-v3', accelerator: 'h100-sxm', weights: 'fp8' }).explain(work)
  const attention = terms.find(({ operator }) => operator === 'attention decode')
  expect(attention && partOf(attention.operator, attention.bound)).toBe('compute')
})
