/** The light must turn with what the cost model was fitted on, and with what happened in the run. */
import { describe, expect, it } from 'vitest'
import { serving } from '../../../../src/engines/serving/index.ts'
import { validityOf } from '../../../../src/engines/serving/metrics/validity.ts'
import { createDraws } from '../../../../src/kernel/draws.ts'
import { createNullRecorder } from '../../../../src/kernel/recorder.ts'

const calm = {
  ending: 'drained',
  requests: { finished: 100 },
  kv: { peak: 0.6, preemptions: 0 },
  regime: { failing: [], remarks: [] },
} as const
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
    ['a run that ended with nobody to serve', { ...calm, ending: 'stranded' as const }, /Nobody was left/],
    ['thrashing', { ...calm, kv: { peak: 0.9, preemptions: 11 } }, /thrash/],
    ['an overload', { ...calm, regime: { failing: ['The queue grew.'], remarks: [] } }, /^The queue grew\.$/],
  ])('%s is where simulators fail', (_, outcome, words) => {
    const { level, reasons } = of({}, outcome)
    expect(level).toBe('failing')
    expect(reasons[0]).toMatch(words)
  })
})

describe('validity of a whole run', () => {
  const light = (setup: object) => {
    const started = serving.start(serving.complete(setup).setup, {
      draws: createDraws(1),
      recorder: createNullRecorder(),
      ...{ events: [], data: {}, artefacts: {} },
    })
    if (!started.ok) throw new Error(started.problems[0].message)
    while (started.value.advance(Number.POSITIVE_INFINITY, 100_000) === 'more');
    const { ending, validity } = started.value.summary()
    return { ending, level: validity?.level, words: validity?.reasons.join(' ') ?? '' }
  }
  const poisson = (rate: number, requests: number) => ({ workload: { id: 'poisson', knobs: { rate, requests } } })

  it('is failing on a saturated server that drains in the end', () => {
    const { ending, level, words } = light(poisson(40, 2000))
    expect(ending).toBe('drained')
    expect(level).toBe('failing')
    expect(words).toMatch(/The queue grew.*40 requests\/s came and 1\d were done/)
    expect(words).toMatch(/TTFT rises with the length of the run/)
    expect(words).toMatch(/9\.8 % of the requests kept their limits \(TTFT 1 s, 50 ms a token\)/)
  })
  it('is inside on the same server at a load that it bears, in bursts too, from the first requests on', () => {
    expect(light(poisson(8, 400)).level).toBe('inside')
    expect(light({ workload: { id: 'bursty', knobs: { rate: 4, cv: 4, requests: 600 } } }).level).toBe('inside')
    expect(light(poisson(4, 20)).level).toBe('inside')
  })
  it('says of clients that wait, and of a list that is there at once, what their TTFT means', () => {
    const clients = light({ workload: { id: 'closed-loop', knobs: { clients: 300, think: 0, requests: 900 } } })
    expect(clients.level).toBe('inside')
    expect(clients.words).toMatch(/^Clients wait for answers, and \d+ of them for a first token at a time/)
    const offline = light({ workload: { id: 'prefix-batch', knobs: { requests: 320 } } })
    expect(offline.words).toMatch(/Offline: everything arrives at once/)
  })
})
