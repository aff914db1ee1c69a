import { describe, expect, it } from 'vitest'
import { idProblems, registriesOf } from '../../scripts/ids.ts'

describe('ids of registries', () => {
  const fcfs = { id: 'fcfs', role: 'scheduler' }

  it('passes a definition that two registries list', () => {
    expect(
      idProblems([
        { name: 'a', items: [fcfs] },
        { name: 'b', items: [fcfs] },
      ]),
    ).toEqual([])
  })

  it('finds an id twice in one registry, twice in one role, and one that reads badly in a link', () => {
    expect(idProblems([{ name: 'a', items: [{ id: 'x' }, { id: 'x' }] }])).toEqual(['a lists x twice'])
    expect(
      idProblems([
        { name: 'a', items: [fcfs] },
        { name: 'b', items: [{ ...fcfs }] },
      ]),
    ).toEqual(['b: the scheduler fcfs is defined twice'])
    expect(idProblems([{ name: 'a', items: [{ id: 'Round Robin' }] }])[0]).toContain('small letters')
  })

  it('lets figures have capitals inside, which lessons can name in braces', () => {
    const figure = (id: string) => idProblems([{ name: 'a', items: [{ id, better: 'lower' }] }])
    expect([figure('kv.prefixHitRate'), figure('ttft.p99')]).toEqual([[], []])
    expect(figure('time-to')).toEqual(['a: time-to is not words joined by dots'])
  })

  it('lets two roles use one id', () => {
    expect(idProblems([{ name: 'a', items: [fcfs, { id: 'none', role: 'router' }] }])).toEqual([])
    expect(
      idProblems([
        { name: 'a', items: [{ id: 'none', role: 'gate' }] },
        { name: 'b', items: [{ id: 'none', role: 'router' }] },
      ]),
    ).toEqual([])
  })

  it('takes exported arrays of things with an id, and nothing else', () => {
    const exports = { schedulers: [fcfs], names: ['a'], empty: [], lookUp: () => fcfs }
    expect(registriesOf('a.ts', exports).map(({ name }) => name)).toEqual(['a.ts schedulers'])
  })
})
