/** Forms read a set-up by the paths of its description and know no knob by name. */
import { describe, expect, it } from 'vitest'
import {
  choiceAt,
  fieldPath,
  isChanged,
  openFields,
  problemsOf,
  problemsWithoutField,
  referenceOf,
  valueAt,
} from '../../src/forms/field-values.ts'
import { groupSummary } from '../../src/forms/group-summary.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { number, standInDescription } from '../pages/stand-in-description.ts'

const [hardware, workload, scheduler] = standInDescription.groups
const poisson = {
  workload: { id: 'poisson', knobs: { rate: 4, requests: 240 } },
  lengths: { prompt: 1150, output: 210 },
}

describe('values', () => {
  it('are found by path, and missing ones are missing', () => {
    expect(valueAt(poisson, 'workload.knobs.rate')).toBe(4)
    expect(valueAt(poisson, 'workload.knobs.cv')).toBeUndefined()
    expect(valueAt({}, 'constructor.name')).toBeUndefined()
  })

  it('of a choice are its id, the default where the node is missing', () => {
    expect(choiceAt(poisson, 'workload', 'trace')).toBe('poisson')
    expect(choiceAt({}, 'workload', 'poisson')).toBe('poisson')
  })

  it('are changed against the default, or against the baseline for a later arm', () => {
    const rate = [...openFields(workload.fields, poisson)].find(({ path }) => path === 'workload.knobs.rate')
    if (!rate) throw new Error('the arrival rate is open')
    const faster = { workload: { id: 'poisson', knobs: { rate: 9 } } }
    expect(isChanged(rate, faster, {})).toBe(true)
    expect(isChanged(rate, faster, faster)).toBe(false)
    expect(referenceOf(rate, faster)).toBe(9)
    expect(referenceOf(rate, {})).toBe(4)
  })
})

describe('open fields', () => {
  it('are those of the chosen options only', () => {
    const paths = (setup: Record<string, unknown>) => [...openFields(workload.fields, setup)].map(({ path }) => path)
    expect(paths(poisson)).toContain('workload.knobs.rate')
    expect(paths({ workload: { id: 'trace' } })).toContain('workload.knobs.data')
    expect(paths({ workload: { id: 'trace' } })).not.toContain('workload.knobs.rate')
  })
})

describe('problems', () => {
  const problem = (path?: string): Problem => ({
    code: 'c',
    message: path ?? 'no path',
    remedy: 'r',
    ...(path !== undefined && { path }),
  })

  it('stand beside their field, whichever arm they were found in', () => {
    expect(['setup.kv.blockTokens', 'arms.b.kv.blockTokens', 'kv.blockTokens'].map(fieldPath)).toEqual(
      Array(3).fill('kv.blockTokens'),
    )
    const [accelerator] = hardware.fields
    expect(problemsOf(accelerator, [problem('setup.accelerator'), problem('setup.accelerator.id')])).toHaveLength(2)
    expect(problemsOf(accelerator, [problem('setup.accelerators'), problem()])).toHaveLength(0)
  })

  it('of no field on the form are told apart, so that none is lost', () => {
    const all = [problem('setup.accelerator'), problem('setup.unknown'), problem()]
    expect(problemsWithoutField(standInDescription.groups, {}, all)).toEqual(all.slice(1))
  })
})

describe('the summary of a closed group', () => {
  it('says what the description names, in its order, numbers with their units', () => {
    expect(groupSummary(scheduler, {})).toBe('Chunked prefill, 512 tokens')
    expect(groupSummary(workload, poisson)).toBe('Poisson, 4 /s, 1,150 tok')
  })

  it('leaves out the knobs of algorithms that are not chosen', () => {
    expect(groupSummary(scheduler, { scheduler: { id: 'shortest-first', knobs: {} } })).toBe('Shortest first')
  })

  it('leaves out one of something', () => {
    const instances = number({ path: 'instances', label: 'Instances', default: 1 })
    const group = { ...workload, fields: [instances], summary: ['instances'] }
    expect(groupSummary(group, {})).toBe('')
    expect(groupSummary(group, { instances: 4 })).toBe('instances 4')
  })

  it('reads 0 as what it stands for', () => {
    const duration = number({ path: 'duration', label: 'Duration', unit: 's', default: 0, zero: 'until drained' })
    const group = { ...workload, fields: [duration], summary: ['duration'] }
    expect(groupSummary(group, {})).toBe('until drained')
    expect(groupSummary(group, { duration: 60 })).toBe('60 s')
  })
})
