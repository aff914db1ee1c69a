/** Instances that change what they do: emptied first, started then, and never served by while they change. Iterations take a second. */

import { describe, expect, it } from 'vitest'
import { type InstanceSeen, Standing } from '../../../../../src/engines/serving/contracts/placement.ts'
import { Phase } from '../../../../../src/engines/serving/contracts/request.ts'
import { stateOf } from '../../../../../src/engines/serving/core/mechanism.ts'
import { fleetState } from '../../../../../src/engines/serving/mechanisms/fleet/state.ts'
import { migrationState } from '../../../../../src/engines/serving/mechanisms/migration/state.ts'
import { Lab, type LabOptions, runOf, type Scripted } from '../../lab.ts'

/** 640 blocks an instance: with one request an instance has 639 steps left, with two 319. */
const elastic = (knobs = {}, setup = {}): NonNullable<LabOptions['setup']> => ({
  router: { id: 'least-outstanding' },
  placement: {
    id: 'elastic',
    knobs: { instances: 2, least: 1, up: 400, down: 500, interval: 1, loadTime: 2, ...knobs },
  },
  ...setup,
})
const states = (lab: ReturnType<typeof runOf>) => lab.simulation.cluster.instances.map(({ state }) => state)
const metric = (lab: ReturnType<typeof runOf>, id: string) => lab.simulation.summary().metrics[id]?.value

describe('an elastic cluster', () => {
  const two: readonly Scripted[] = [
    { prompt: 16, output: 4 },
    { prompt: 16, output: 4 },
  ]

  it('empties an instance before it is switched off: whom it has is served there, who comes goes elsewhere', () => {
    const lab = runOf([...two, { at: 2.5, prompt: 16, output: 3 }], { setup: elastic({ down: 100, up: 0 }) })
    // the look at 1 s finds more room than is wanted; both have one request, and the last of them goes
    expect(lab.of('b').instance).toBe(1)
    expect(lab.of('b').ended).toBeCloseTo(4, 2)
    expect(lab.of('c').instance).toBe(0)
    expect(states(lab)[1].standing).toBe(Standing.rests)
    expect(metric(lab, 'fleet.accelerators')).toBeCloseTo(1 + 4 / lab.report.duration, 2)
  })

  it('sends those who wait at an instance that is emptied to another', () => {
    const script = [...two, { at: 0.2, prompt: 16, output: 2 }, { at: 0.3, prompt: 16, output: 2 }]
    const lab = runOf(script, { setup: elastic({ down: 100, up: 0 }, { batching: { maxRunning: 1 } }) })
    expect(lab.of('d').instance).toBe(0)
    expect(lab.of('d').emitted).toBe(2)
  })

  const rising: readonly Scripted[] = [
    { prompt: 16, output: 20 },
    { at: 5.5, prompt: 16, output: 10 },
    { at: 5.5, prompt: 16, output: 10 },
    { at: 7.5, prompt: 16, output: 3 },
    { at: 8.5, prompt: 16, output: 3 },
  ]

  it('starts an instance where room gets short, which takes its time', () => {
    const lab = runOf(rising, { setup: elastic() })
    // switched off at 1 s; three requests at the look at 6 s; ready at 8 s
    expect(lab.of('d').instance).toBe(0)
    expect(lab.of('e').instance).toBe(1)
    expect(metric(lab, 'fleet.changes')).toBe(1)
    const on = lab.report.duration - (6 - 1) - Math.max(0, lab.report.duration - switchedOffAgain(lab))
    expect(metric(lab, 'fleet.accelerators')).toBeCloseTo(1 + on / lab.report.duration, 2)
  })

  it('forgets the start of an instance that dies meanwhile', () => {
    const events = [
      { key: 'k', at: 7, kind: 'kill', instance: 1 },
      { key: 'r', at: 9.2, kind: 'restore', instance: 1 },
    ]
    const late = { at: 9.5, prompt: 16, output: 3 }
    const lab = runOf([...rising, late], { setup: elastic({ down: 1e5 - 1 }), events })
    expect(lab.of('e').instance).toBe(0)
    expect(lab.of('f').emitted).toBe(3)
    expect(lab.report.requests.finished).toBe(6)
  })

  it('starts the one that rests where the only one that serves has died, whatever the load', () => {
    const setup = elastic({ down: 100, up: 0 })
    const events = [{ key: 'k', at: 6.5, kind: 'kill' as const, instance: 0 }]
    // given two until the look at 1 s, then one, which dies with its request
    const lab = runOf([{ prompt: 16, output: 20 }], { setup, events })
    expect(states(lab).map(({ alive }) => alive)).toEqual([false, true])
    // then the look at 7 s starts the other, which is ready at 9 s and serves it to its end
    expect(lab.simulation.summary().ending).toBe('drained')
    expect(lab.of('a').instance).toBe(1)
    expect(metric(lab, 'fleet.changes')).toBe(1)
  })

  it('calls an instance back that is being emptied', () => {
    // b keeps the instance from being empty; three more come to the other before it is, and one after the look at 6 s
    const more = [...rising.slice(1, 3), { at: 5.5, prompt: 16, output: 10 }, { at: 7, prompt: 16, output: 2 }]
    const lab = runOf([two[0], { prompt: 16, output: 30 }, ...more], { setup: elastic({ down: 500, up: 300 }) })
    expect(lab.of('e').instance).toBe(0)
    expect(lab.of('f').instance).toBe(1)
    expect(metric(lab, 'fleet.changes')).toBe(0)
  })

  it('is emptied at once where requests move', () => {
    const script = [
      { prompt: 16, output: 4 },
      { prompt: 16, output: 30 },
    ]
    const rests = (router: string) => {
      const setup = elastic({ down: 100, up: 0 }, { router: { id: router, knobs: {} } })
      const lab = runOf(script, { setup })
      return {
        at: switchedOffAgain(lab),
        migrations: stateOf(lab.simulation.cluster, migrationState)?.counts.begun ?? 0,
      }
    }
    const [stays, moves] = [rests('least-outstanding'), rests('live-migration')]
    expect(stays.migrations).toBe(0)
    expect(moves.migrations).toBe(1)
    expect(stays.at).toBeGreaterThan(3.9)
    expect(moves.at).toBeLessThan(3)
  })
})

/** When the instance that is off at the end was switched off. */
function switchedOffAgain(lab: ReturnType<typeof runOf>): number {
  const since = stateOf(lab.simulation.cluster, fleetState)?.states.map(({ restsSince }) => restsSince) ?? []
  const off = since.filter((_, instance) => states(lab)[instance].standing === Standing.rests)
  return off.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...off)
}

describe('ratios of groups that follow the load', () => {
  const grouped = (knobs: object): NonNullable<LabOptions['setup']> => ({
    scheduler: { id: 'prefill-first', knobs: { tokenLimit: 64 } },
    placement: {
      id: 'grouped',
      knobs: { interactivePrefill: 2, interactiveDecode: 2, adjustEvery: 2, loadTime: 1, ...knobs },
    },
  })
  /** A prompt a second and instance, and answers that end with it. */
  const prompts = (count: number): readonly Scripted[] =>
    Array.from({ length: count }, (_, i) => ({ at: i / 2, prompt: 60, output: 1 }))

  it('an instance for answers becomes one for prompts after two looks that ask for it, and the last one stays', () => {
    const lab = runOf(prompts(40), { setup: grouped({}) })
    expect(states(lab).map(({ duty }) => duty)).toEqual([
      'prefill',
      'prefill',
      'prefill',
      'decode',
      'prefill',
      'decode',
    ])
    expect(metric(lab, 'fleet.changes')).toBe(1)
    // looks at 2 and 4 s, empty at once, and a second to start
    const first = [...lab.simulation.cluster.requests.instance.subarray(0, 40)].indexOf(4)
    expect(lab.simulation.cluster.requests.arrival[first]).toBeGreaterThanOrEqual(5)
  })

  it('are looked at by the time of iterations for prompts, and for answers by their tokens of those of full batches', () => {
    // given a prompt that is computed in the first second, whose answer has eight more tokens, a second each once its KV is there
    const lab = new Lab([{ prompt: 60, output: 9 }], { setup: { ...grouped({}), batching: { maxRunning: 4 } } })
    const seen: number[][] = []
    const control = stateOf(lab.simulation.cluster, fleetState)?.control
    Object.assign(control ?? {}, {
      wishes(all: readonly InstanceSeen[]) {
        seen.push(all.map(({ utilisation }) => utilisation))
        return []
      },
    })
    lab.run()
    // then its instance for prompts was at work for one second of the two before the first look
    expect(seen[0][0]).toBeCloseTo(1 / 2, 2)
    // and the one that decodes began an iteration of one stream in each of the next two, where four would have run in each
    const [, , , ...decode] = seen[1]
    expect(Math.max(...decode)).toBeCloseTo(2 / (2 * 4), 2)
    // each look begins anew
    expect(seen[1][0]).toBe(0)
  })

  it('a single look changes nothing', () => {
    const lab = runOf(prompts(6), { setup: grouped({}) })
    expect(metric(lab, 'fleet.changes')).toBe(0)
  })

  it('one that changes finishes the answers that it has, and takes no others', () => {
    const answer = { at: 0, prompt: 60, output: 9 }
    const lab = runOf([answer, answer, ...prompts(30)], { setup: grouped({ apart: 0.01 }) })
    const { requests } = lab.simulation.cluster
    for (let i = 0; i < requests.count; i++) expect(requests.phase[i]).toBe(Phase.finished)
    expect(lab.report.tokensRecomputed).toBe(0)
  })

  it('stay as they are without looks', () => {
    const lab = runOf(prompts(40), { setup: grouped({ adjustEvery: 0 }) })
    expect(metric(lab, 'fleet.changes')).toBeUndefined()
    expect(states(lab).map(({ duty }) => duty)).toEqual(['prefill', 'prefill', 'prefill', 'decode', 'decode', 'decode'])
  })
})
