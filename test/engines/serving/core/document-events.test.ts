import { describe, expect, it } from 'vitest'
import { serving } from '../../../../src/engines/serving/index.ts'
import { readEvents } from '../../../../src/engines/serving/set-up/read-events.ts'
import type { DocumentEvent } from '../../../../src/kernel/engine.ts'
import { asking } from '../asking.ts'
import { expectSeconds, type Lab, merged, runOf, type Scripted, text, timeline } from '../lab.ts'

const at = (time: number, kind: string, detail: object = {}): DocumentEvent => ({
  key: kind,
  at: time,
  kind,
  ...detail,
})
const patch = (time: number, setup: object) => at(time, 'patch', { setup })
const during = (
  script: readonly Scripted[],
  events: readonly DocumentEvent[],
  setup: Readonly<Record<string, unknown>> = {},
): Lab => runOf(script, { setup, events })
const durations = (lab: Lab) => lab.columns.map(({ start, end }) => Math.round((end - start) * 1000) / 1000)
const two = { placement: { id: 'aggregated', knobs: { instances: 2 } } }

describe('a burst', () => {
  it('brings that many requests, one in each equal part of its time', () => {
    // given 4 requests over 2 s from 5 s: one each in [5, 5.5), [5.5, 6), [6, 6.5), [6.5, 7)
    const lab = during([], [at(5, 'burst', { requests: 4, over: 2, promptTokens: 10, outputTokens: 2 })])
    const { arrival, promptTokens, outputTokens, count } = lab.simulation.cluster.requests
    expect(count).toBe(4)
    expect([...arrival.slice(0, 4)].map((time) => Math.floor((time - 5) * 2))).toEqual([0, 1, 2, 3])
    expect([...promptTokens.slice(0, 4)]).toEqual([10, 10, 10, 10])
    expect([...outputTokens.slice(0, 4)]).toEqual([2, 2, 2, 2])
  })

  it('leaves everybody else as they were', () => {
    const workload = { workload: { id: 'poisson', knobs: { rate: 1, requests: 6 } } }
    const arrivals = (events: readonly DocumentEvent[]) => {
      const { requests } = during([], events, workload).simulation.cluster
      return [...requests.arrival.slice(0, requests.count)]
    }
    const plain = arrivals([])
    const more = arrivals([at(2, 'burst', { requests: 3, over: 0, promptTokens: 10, outputTokens: 2 })])
    expect(more.filter((time) => time !== 2)).toEqual(plain)
    expect(more.length).toBe(plain.length + 3)
  })

  it('comes though the workload has been replaced before it', () => {
    const lab = during(
      [],
      [
        patch(3, { workload: { id: 'poisson', knobs: { rate: 1, requests: 1 } } }),
        at(20, 'burst', { requests: 4, over: 0, promptTokens: 10, outputTokens: 2 }),
      ],
    )
    expect(lab.report.requests.arrived).toBe(1 + 4)
    expect(lab.simulation.cluster.requests.arrival[4]).toBe(20)
  })
})

describe('slow', () => {
  it('stretches iterations that begin from then on, until restored', () => {
    const lab = during([{ prompt: 8, output: 6 }], [at(1.5, 'slow', { factor: 3 }), at(6, 'restore')])
    // iterations begin at 0, 1, 2 (3 s long), 5 (3 s: it began before 6 s), 8 and 9
    expect(durations(lab)).toEqual([1, 1, 3, 3, 1, 1])
  })
})

describe('a slowdown that is none', () => {
  it('is read from an old link, taken as 1 and told of: no instance beats its own accelerator', () => {
    const { events, problems } = readEvents([at(1, 'slow', { factor: 0.5 })], serving.complete({}).setup)
    expect(events).toMatchObject([{ kind: 'slow', factor: 1 }])
    expect(problems).toMatchObject([{ code: 'event-slow-below-one', path: 'events.slow.factor', severity: 'notice' }])
    expect(problems[0].message).toContain('factor of 0.5')
    // then iterations are as long as without it, and an earlier slowdown ends
    const events2 = [at(0.5, 'slow', { factor: 3 }), { ...at(2, 'slow', { factor: 0.5 }), key: 'again' }]
    expect(durations(during([{ prompt: 8, output: 4 }], events2))).toEqual([1, 3, 1, 1])
  })
})

describe('kill', () => {
  it('loses the KV and the iteration in hand, and serves the requests elsewhere', () => {
    // given a at instance 0, 2 tokens out, inside its third iteration
    const lab = during([{ prompt: 16, output: 4 }], [at(2.5, 'kill', { instance: 0 })], two)
    expect(timeline(lab, 0)).toBe('a P d d')
    expect(timeline(lab, 1)).toBe('a P d')
    // then its 16 + 2 positions are computed at instance 1 and the third token comes at 2.5 + 1 s
    expect(lab.columns.at(-2)?.prefillTokens).toBe(18)
    expectSeconds(lab.of('a').ended, 4.5)
    expect(lab.of('a')).toMatchObject({ instance: 1, emitted: 4 })
    // 17 positions had been computed: the third iteration's was not finished
    expect(lab.report.tokensRecomputed).toBe(17)
  })

  it('routes those who wait there, too', () => {
    const script = [0, 0, 0, 0].map(() => ({ prompt: 16, output: 2 }))
    const lab = during(
      script,
      [at(0.5, 'kill', { instance: 0 })],
      merged(two, { batching: { maxRunning: 1 }, prefixCache: { id: 'none', knobs: {} } }),
    )
    // a and c were at instance 0; all four end at instance 1, one after the other
    expect('abcd'.split('').map((name) => lab.of(name).instance)).toEqual([1, 1, 1, 1])
    expect(lab.report.requests.finished).toBe(4)
  })

  it('lets requests wait for an instance when none is left', () => {
    const lab = during(
      [
        { prompt: 16, output: 3 },
        { at: 5, prompt: 16, output: 1 },
      ],
      [at(1.5, 'kill'), at(10, 'restore')],
    )
    // a starts again at 10 s with 16 + 1 positions and has its 2 other tokens by 12 s; b came while nobody was there
    expect(timeline(lab)).toBe(text`
      a P d P d
      b     P`)
    expectSeconds(lab.of('a').ended, 12)
    expectSeconds(lab.of('b').firstToken, 11)
  })

  it('lets nothing go on in any track: levels, latencies and amounts are 0 from that moment on', () => {
    // given two streams that die with their only instance at 4.5 s, and an arrival at 20 s that nobody takes
    const script = [0, 1.5, 20].map((at) => ({ at, prompt: 40, output: 30 }))
    const lab = during(script, [at(4.5, 'kill')])
    const { recorder } = lab
    for (const { id, kind, series } of recorder.tracks) {
      if (id === 'arrivals' || (kind !== 'level' && kind !== 'count')) continue
      const before = recorder.readAt(id, 4.4)
      const after = recorder.readAt(id, 15)
      expect(Math.max(...(before?.values ?? [0])), id).toBeGreaterThan(0)
      expect([...(after?.values ?? [])], id).toEqual(series.map(() => 0))
    }
    // and the requests are killed, the third queued; the instance is down from then on
    const states = recorder.window('requests', 4.5, 20, 100)
    const down = recorder.window('instances', 0, 20, 100)
    if (states?.kind !== 'span' || down?.kind !== 'span') throw new Error('no spans')
    const killed = [...states.item.keys()].filter((row) => states.track.series[states.state[row]] === 'killed')
    expect(killed.map((row) => [states.item[row], states.start[row]])).toEqual([
      [0, 4.5],
      [1, 4.5],
    ])
    expect([down.length, down.lane[0], down.start[0], down.end[0]]).toEqual([1, 0, 4.5, 20])
    expect(
      asking(lab.simulation)
        .requestsCsv()
        .split(/\r?\n/)
        .slice(1, 4)
        .map((line) => line.split(',').slice(2, 4)),
    ).toEqual([
      ['', 'killed'],
      ['', 'killed'],
      ['', 'queued'],
    ])
  })

  it('empties the prefix cache', () => {
    const lab = during(
      [
        { prompt: 40, output: 1, content: [1, 2] },
        { at: 10, prompt: 40, output: 1, content: [1, 2] },
      ],
      [at(5, 'kill'), at(6, 'restore')],
    )
    expect(lab.columns.map(({ prefillTokens }) => prefillTokens)).toEqual([40, 40])
  })
})

describe('a patch', () => {
  const draft = (draftLength: number) => ({
    id: 'speculative',
    knobs: { draftLength, draftCost: 0, process: { id: 'uniform', knobs: { rate: 1 } } },
  })
  const decodes = (lab: Lab) => lab.columns.map(({ decodeTokens }) => decodeTokens)

  it('changes the scheduler from the next plan on', () => {
    const script = [
      { prompt: 16, output: 6 },
      { at: 3.5, prompt: 16, output: 1 },
    ]
    const lab = during(script, [patch(2.5, { scheduler: { id: 'prefill-first', knobs: {} } })])
    expect(timeline(lab)).toBe(text`
      a P d d d - d d
      b         P`)
  })

  it('changes the router for those who arrive from then on', () => {
    const script = [0, 2, 4, 6].map((time) => ({ at: time, prompt: 8, output: 1 }))
    const least = patch(3, { router: { id: 'least-outstanding', knobs: {} } })
    const lab = during(script, [least], two)
    // round robin: 0, 1; then every instance is empty again and the lower number is taken
    expect('abcd'.split('').map((name) => lab.of(name).instance)).toEqual([0, 1, 0, 0])
  })

  it('begins to draft with the next iteration', () => {
    // given drafts of 3 that are all accepted from 1.5 s on: 1 + 1 tokens by 2 s, then rounds of 4
    const lab = during([{ prompt: 16, output: 10 }], [patch(1.5, { decoder: draft(3) })])
    expect(decodes(lab)).toEqual([0, 1, 4, 4])
    expect(lab.of('a').emitted).toBe(10)
  })

  it('ends drafting with the next iteration', () => {
    // given rounds of 4 until 1.5 s: the one in hand is checked as plain decoding, one token; then one an iteration
    const lab = during([{ prompt: 16, output: 5 }], [patch(1.5, { decoder: { id: 'autoregressive', knobs: {} } })], {
      decoder: draft(3),
    })
    expect(decodes(lab)).toEqual([0, 4, 1, 1, 1])
    expect(lab.of('a').emitted).toBe(5)
  })

  it('replaces the workload: arrivals of the old one stop, those of the new one begin at its moment', () => {
    const lab = during(
      [
        { prompt: 16, output: 1 },
        { at: 50, prompt: 16, output: 1 },
      ],
      [patch(10, { workload: { id: 'poisson', knobs: { rate: 1, requests: 5 } } })],
    )
    const { requests } = lab.simulation.cluster
    expect(requests.count).toBe(1 + 5)
    expect(Math.min(...requests.arrival.slice(1, 6))).toBeGreaterThan(10)
    expect([...requests.arrival.slice(0, 6)]).not.toContain(50)
  })

  it('changes the cost of iterations that begin from then on', () => {
    const lab = during([{ prompt: 8, output: 4 }], [patch(1.5, { cost: { iterationOverheadUs: 500_000 } })])
    expect(durations(lab)).toEqual([1, 1, 0.5, 0.5])
  })

  it('changes what becomes of a victim', () => {
    const pair = [
      { prompt: 30, output: 6 },
      { prompt: 30, output: 6 },
    ]
    const lab = during(pair, [patch(2.5, { preemption: { id: 'swap', knobs: { hostGB: 1 } } })], {
      kv: { capacityTokens: 80 },
    })
    expect(lab.report.kv).toMatchObject({ preemptions: 1, swapOuts: 1 })
  })

  it('adds up with the patches before it', () => {
    const lab = during(
      [{ prompt: 16, output: 8 }],
      [patch(1.5, { decoder: draft(3) }), patch(2.5, { decoder: draft(1) })],
    )
    // 1 token, 1 token, a round of 4; then 2: 8 in all
    expect(decodes(lab)).toEqual([0, 1, 4, 2])
  })
})

describe('events that make no sense', () => {
  it('are left out and told by key', () => {
    const { events, problems } = readEvents(
      [
        { key: 'x', at: 1, kind: 'explode' },
        { key: 'y', at: 2, kind: 'slow', factor: -1 },
        { key: 'z', at: 3, kind: 'kill' },
      ],
      serving.complete({}).setup,
    )
    expect(events.map(({ key }) => key)).toEqual(['z'])
    expect(problems.map(({ path, severity }) => [path, severity])).toEqual([
      ['events.x', 'notice'],
      ['events.y', 'notice'],
    ])
    expect(problems[0].message).toContain('explode')
    expect(problems[0].remedy).toBe('Use one of burst, slow, kill, restore, patch.')
    expect(problems[1].message).toContain('factor')
  })
})
