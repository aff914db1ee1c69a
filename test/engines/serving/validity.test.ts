/** The light must turn with what the cost model was fitted on, and with what happened in the run. */
import { describe, expect, it } from 'vitest'
import { serving } from '../../../src/engines/serving/index.ts'
import { validityOf } from '../../../src/engines/serving/validity.ts'

const calm = { ending: 'drained', requests: { finished: 100 }, kv: { peak: 0.6, preemptions: 0 } } as const
const of = (setup: object, outcome: Parameters<typeof validityOf>[1] = calm) =>
  validityOf(serving.complete(setup).setup, outcome)

describe('validity', () => {
  it('an H100 that serves an 8B model is inside, with the error of whole steps', () => {
    const { level, reasons } = of({})
    expect(level).toBe('inside')
    expect(reasons.join()).toMatch(/H100.*%/)
  })

  it.each([
    ['ideal rates', { cost: { ideal: true } }, /Ideal/],
    ['another accelerator by whole steps', { accelerator: { id: 'l40s' } }, /H100.*L40S/],
    ['another accelerator by kernels', { accelerator: { id: 'l40s' }, cost: { form: 'kernels' } }, /No kernel.*L40S/],
    ['weights of 4 bits', { precision: { weights: 'int4' } }, /int4/],
    [
      'latent attention',
      { model: { id: 'deepseek-v3' }, placement: { id: 'aggregated', knobs: { tensor: 8 } } },
      /latent/i,
    ],
    [
      'a link that was not measured',
      { peerLink: 'pcie-5-x16', placement: { id: 'aggregated', knobs: { tensor: 2 } } },
      /PCIe/,
    ],
    ['drafts', { decoder: { id: 'speculative' } }, /draft/],
  ])('%s extrapolates, and says so', (_, setup, words) => {
    const { level, reasons } = of(setup)
    expect(level).toBe('extrapolating')
    expect(reasons.join(' ')).toMatch(words)
  })

  it('an accelerator whose kernels were measured is offered them, and is inside with them', () => {
    const setup = { accelerator: { id: 'rtx-4090' } }
    const steps = of(setup)
    expect(steps.level).toBe('extrapolating')
    expect(steps.mend?.edits).toEqual({ 'setup.cost.form': 'kernels' })
    const kernels = of({ ...setup, cost: { form: 'kernels' } })
    expect(kernels.level).toBe('inside')
    expect(kernels.mend).toBeUndefined()
  })

  it.each([
    ['a full cache', { ...calm, kv: { peak: 0.96, preemptions: 0 } }, /96 %/],
    ['a growing queue', { ...calm, ending: 'overloaded' as const }, /queue/],
    ['thrashing', { ...calm, kv: { peak: 0.9, preemptions: 11 } }, /thrash/],
  ])('%s is where simulators fail', (_, outcome, words) => {
    const { level, reasons } = of({}, outcome)
    expect(level).toBe('failing')
    expect(reasons[0]).toMatch(words)
  })
})
