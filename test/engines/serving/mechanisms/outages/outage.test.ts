/** Nobody left who could serve: an ending of its own that cites its event, and is told as soon as it is so. */
import { describe, expect, it } from 'vitest'
import { decode } from '../../../../../src/experiment/link.ts'
import { finish, startedArms } from '../../../../laws/runs.ts'
import { Lab, merged, runOf } from '../../lab.ts'

const kill = (at: number, instance = 0, key = 'k') => ({ key, at, kind: 'kill', instance })
const restore = (at: number, instance = 0) => ({ key: 'r', at, kind: 'restore', instance })
const script = [
  { prompt: 16, output: 9 },
  { at: 4.5, prompt: 16, output: 2 },
]
const apart = {
  placement: { id: 'disaggregated', knobs: { prefillInstances: 1, decodeInstances: 1 } },
}
const summaryOf = (settings: string) => {
  const [run] = startedArms(decode(`#/lab?v=1&${settings}`).document)
  return finish(run).simulation.summary()
}

describe('a run with nobody left who could serve', () => {
  it('ends as stranded and cites the event that killed the last instance', () => {
    // given one instance that dies at 2.5 s, inside the third iteration of a; b comes at 4.5 s to nobody
    const { ending, outage, report } = runOf(script, { events: [kill(2.5)] }).simulation.summary()
    expect(ending).toBe('stranded')
    expect(outage).toEqual({
      since: 2.5,
      event: 'k',
      requests: 2,
      until: null,
      message: 'No instance is left since 2.50 s (event k): 2 requests can never finish.',
    })
    expect(report.outage).toEqual(outage)
  })

  it('says so at once, and counts whoever comes later', () => {
    const lab = new Lab(script, { events: [kill(2.5)] }).run(3)
    expect(lab.simulation.summary()).toMatchObject({ ending: 'running', outage: { since: 2.5, requests: 1 } })
    expect(new Lab(script, { events: [kill(2.5)] }).run(2).simulation.summary().outage).toBeUndefined()
  })

  it('waits for a restore that is to come, and ends as it would have', () => {
    const events = [kill(2.5), restore(20)]
    const during = new Lab(script, { events }).run(6).simulation.summary()
    expect(during.outage).toMatchObject({ since: 2.5, until: 20, requests: 2 })
    expect(during.outage?.message).toContain('until 20.00 s (event r)')
    const after = runOf(script, { events }).simulation.summary()
    expect(after.ending).toBe('drained')
    expect(after.outage).toBeUndefined()
    // a limit before the restore is what ends the run
    const setup = { horizon: { duration: 10 } }
    expect(
      runOf([...script, { at: 30, prompt: 8, output: 1 }], { events: [kill(2.5), restore(40)], setup }).report.ending,
    ).toBe('stranded')
    expect(
      runOf([...script, { at: 30, prompt: 8, output: 1 }], { events: [kill(2.5), restore(9.5)], setup }).report.ending,
    ).toBe('time-limit')
  })

  it('is stranded too when all who decode are dead, or all who compute prompts', () => {
    const answers = runOf(script, { setup: apart, events: [kill(0.5, 1)] }).simulation.summary()
    expect(answers).toMatchObject({ ending: 'stranded', outage: { since: 0.5, requests: 2 } })
    expect(answers.outage?.message).toContain('No instance that decodes is left')
    // a has its prompt behind it at 1.5 s and is served to its end; b comes in vain
    const prompts = runOf(script, { setup: apart, events: [kill(2.5, 0)] }).simulation.summary()
    expect(prompts).toMatchObject({ ending: 'stranded', outage: { since: 2.5, requests: 1 } })
    expect(prompts.outage?.message).toContain('No instance that computes prompts is left')
  })

  it('tells it of the last of several instances, and not while another lives', () => {
    const two = { placement: { id: 'aggregated', knobs: { instances: 2 } } }
    const events = [kill(1.5, 0, 'first'), kill(3.5, 1, 'last')]
    expect(new Lab(script, { setup: two, events }).run(3).simulation.summary().outage).toBeUndefined()
    expect(runOf(script, { setup: two, events }).simulation.summary().outage).toMatchObject({
      event: 'last',
      since: 3.5,
    })
  })

  it('ends though instances are asked again and again: they would refuse for ever', () => {
    // given a receiver that is dead: a keeps 4 of the sender's 6 blocks, b waits there for 4, and c is refused with b's tokens before it
    const router = { id: 'on-demand', knobs: { givesUp: false, room: 0 } }
    const setup = { ...apart, router, kv: { capacityTokens: 96, watermark: 0 } }
    const many = [0, 2, 3].map((at) => ({ at, prompt: 60, output: 3 }))
    const lab = runOf(many, { setup, events: [kill(0.5, 1)] })
    expect(lab.simulation.summary()).toMatchObject({ ending: 'stranded', outage: { requests: 3, event: 'k' } })
  })

  it('is none where everybody had been served before, or gave up', () => {
    expect(runOf(script, { events: [kill(50)] }).simulation.summary()).toMatchObject({ ending: 'drained' })
    const timeout = merged({ limits: { timeout: 3 } }, {})
    const late = runOf([{ at: 5, prompt: 8, output: 1 }], { events: [kill(2)], setup: timeout }).simulation.summary()
    expect(late.ending).toBe('drained')
    expect(late.outage).toBeUndefined()
  })

  it('is no time limit where none is set: the only decode instance is dead from the start', () => {
    const { ending, outage } = summaryOf(
      'workload.requests=14&placement=disaggregated&event.k.at=0&event.k.kind=kill&event.k.instance=1',
    )
    expect(ending).toBe('stranded')
    expect(outage).toMatchObject({ since: 0, event: 'k', requests: 14 })
  })

  it('of the default link whose instance is killed names all who arrived and did not finish', () => {
    const { ending, outage, report } = summaryOf('event.kill.at=20&event.kill.kind=kill&event.kill.instance=0')
    const { arrived, finished } = report.requests as { readonly arrived: number; readonly finished: number }
    expect(ending).toBe('stranded')
    expect(outage).toMatchObject({ since: 20, event: 'kill', requests: arrived - finished })
  })
})
