import { describe, expect, it } from 'vitest'
import { mutated, mutationProblems } from '../../scripts/mutations.apply.ts'
import type { Mutation } from '../../scripts/mutations.mutation.ts'
import { mutations } from '../../scripts/mutations.table.ts'
import { ofTheDay } from '../../scripts/of-the-day.ts'

const files = new Map([
  ['src/sum.ts', 'export const sum = (a: number, b: number) => a + b\nexport const twice = (a: number) => a + a\n'],
  ['test/sum.test.ts', ''],
])
const mutation: Mutation = {
  name: 'sum: a difference',
  file: 'src/sum.ts',
  from: '=> a + b',
  to: '=> a - b',
  noticedBy: ['sum.test.ts'],
}
const problems = (...changes: Partial<Mutation>[]) =>
  mutationProblems(
    changes.map((change) => ({ ...mutation, ...change })),
    files,
  )

describe('a mutation', () => {
  it('breaks its rule in all its places', () => {
    expect(problems({})).toEqual([])
    expect(problems({ from: 'a +', to: 'a -', places: 2 })).toEqual([])
    expect(mutated({ ...mutation, from: 'a +', to: 'a -' }, files.get('src/sum.ts') ?? '')).toContain('=> a - a')
  })

  it.each([
    ['whose rule has moved', { from: 'a * b' }, 'applies in 0 places of src/sum.ts and not in 1'],
    ['whose rule stands twice', { from: 'a +' }, 'applies in 2 places of src/sum.ts and not in 1'],
    ['of a file that is gone', { file: 'src/product.ts' }, 'breaks src/product.ts, which is no file'],
    ['that leaves no program', { to: '=> a -' }, 'leaves src/sum.ts as no program'],
    ['that changes nothing', { to: '=> a + b' }, 'leaves src/sum.ts as no program'],
    ['whose test is gone', { noticedBy: ['su'] as const }, 'is noticed by test/su, where no test is'],
  ])('%s is told', (_title, change, said) => {
    expect(problems(change)).toEqual([`“sum: a difference” ${said}`])
  })

  it('with the name of another is told', () => {
    expect(problems({}, {})).toEqual(['“sum: a difference” has the name of another'])
  })
})

describe('the mutations of a day', () => {
  it('are others every day, and all of them once before any comes again', () => {
    const count = 4
    const days = Math.ceil(mutations.length / count)
    const seen = Array.from({ length: days }, (_, day) => ofTheDay(mutations, ({ name }) => name, 20_000 + day, count))
    expect(new Set(seen.flat()).size).toBe(mutations.length)
    const [today, tomorrow] = seen
    expect(today.filter((one) => tomorrow.includes(one))).toEqual([])
    expect(ofTheDay(mutations, ({ name }) => name, 20_000, count)).toEqual(today)
  })
})
