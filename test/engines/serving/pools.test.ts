/** Pools with duties: KV handed over with contention and back-pressure, live migration, lanes on shares, stops at boundaries. */

import { describe, expect, it } from 'vitest'
import { Phase } from '../../../src/engines/serving/contracts/request.ts'
import { stateOf } from '../../../src/engines/serving/core/mechanism.ts'
import { flightsState } from '../../../src/engines/serving/flights/state.ts'
import { interruptionState } from '../../../src/engines/serving/mechanisms/interruption/state.ts'
import { expectSeconds, heavyKv, type LabOptions, runOf } from './lab.ts'

/** A block of 16 tokens is 10 GB: a second over 10 GB/s. */
const apart = (knobs = {}, setup = {}): LabOptions => ({
  setup: {
    ...heavyKv,
    cost: { iterationOverheadUs: 1e6, layerOverheadUs: 0, ideal: false },
    placement: { id: 'disaggregated' },
    interconnect: {
      id: 'kv-transfer',
      knobs: { linkGBs: 10, messageUs: 0, scatterGBs: 10_000, interference: 0, ...knobs },
    },
    ...setup,
  },
})
const rowsOf = (lab: ReturnType<typeof runOf>) => lab.simulation.cluster.requests

describe('prompts and answers apart', () => {
  it('the first token comes with the prompt, the second after the transfer and an iteration', () => {
    const lab = runOf([{ prompt: 16, output: 2 }], apart())
    const { firstToken, lastToken, instance } = rowsOf(lab)
    expect(firstToken[0]).toBeGreaterThan(1)
    // one block over the link, then one iteration
    expect(lastToken[0] - firstToken[0]).toBeGreaterThan(2)
    expect(lastToken[0] - firstToken[0]).toBeLessThan(2.4)
    expect(instance[0]).toBe(1)
    expect(stateOf(lab.simulation.cluster, flightsState)?.counts.transfers).toBe(1)
  })

  it('two transfers share the receiver’s link one after the other', () => {
    const one = runOf([{ prompt: 16, output: 2 }], apart({ onTheWay: 1 }))
    const two = runOf(
      [
        { prompt: 16, output: 2 },
        { prompt: 16, output: 2 },
      ],
      apart({ onTheWay: 1 }),
    )
    const last = Math.max(...rowsOf(two).lastToken.subarray(0, 2))
    expect(last - rowsOf(one).lastToken[0]).toBeGreaterThan(0.9)
  })

  it('a receiver without room holds the prompts’ blocks up', () => {
    // the receiver may take one request at a time: the second waits with its KV where its prompt was computed
    const script = [
      { prompt: 16, output: 9 },
      { prompt: 16, output: 9 },
    ]
    const lab = runOf(script, apart({}, { batching: { maxRunning: 1 } }))
    const { lastToken, firstToken } = rowsOf(lab)
    expect(firstToken[1]).toBeLessThan(lastToken[0])
    expect(lastToken[1] - lastToken[0]).toBeGreaterThan(8)
  })

  it('a receiver takes no more while as many blocks as it allows are on their way', () => {
    // given two prompts of one block that end together, a second each over the link
    const script = [
      { prompt: 16, output: 2 },
      { prompt: 16, output: 2 },
    ]
    const meanTime = (onTheWay: number) => {
      const counts = stateOf(runOf(script, apart({ onTheWay })).simulation.cluster, flightsState)?.counts
      return (counts?.time ?? 0) / (counts?.transfers ?? 0)
    }
    // of 640 blocks one: the second is sent when the first is there, and takes a second; sent at once it takes two
    expect(meanTime(1 / 640)).toBeCloseTo(1, 2)
    expect(meanTime(1)).toBeCloseTo((1 + 2) / 2, 2)
  })

  it('the receiver with the smallest share of blocks in use takes the next one', () => {
    // given a stream on the first receiver, when another prompt is done
    const script = [
      { prompt: 16, output: 20 },
      { at: 5, prompt: 16, output: 2 },
    ]
    const placement = { id: 'disaggregated', knobs: { decodeInstances: 2 } }
    const { instance } = rowsOf(runOf(script, apart({}, { placement })))
    expect([...instance.subarray(0, 2)]).toEqual([1, 2])
  })

  it('an answer of one token goes nowhere', () => {
    const lab = runOf([{ prompt: 16, output: 1 }], apart())
    expect(stateOf(lab.simulation.cluster, flightsState)?.counts.transfers).toBe(0)
    expect(rowsOf(lab).phase[0]).toBe(Phase.finished)
  })

  it('a sender that dies takes the KV with it, and a receiver that dies gets it sent again', () => {
    const events = (instance: number) => [
      { key: 'k', at: 2.3, kind: 'kill', instance },
      { key: 'r', at: 2.5, kind: 'restore', instance },
    ]
    for (const instance of [0, 1]) {
      const lab = runOf([{ prompt: 16, output: 3 }], { ...apart(), events: events(instance) })
      expect(rowsOf(lab).phase[0]).toBe(Phase.finished)
      expect(rowsOf(lab).emitted[0]).toBe(3)
    }
  })
})

describe('lanes on shares of an instance', () => {
  const lanes = (prefillShare: number, decodeShare: number): LabOptions => ({
    setup: {
      placement: { id: 'partitioned', knobs: { prefillShare, decodeShare, contention: 0, saturation: 0.5 } },
      scheduler: { id: 'prefill-first' },
    },
  })

  it('a stream goes on while a prompt is computed beside it, each at the speed of its share', () => {
    const script = [
      { prompt: 16, output: 6 },
      { at: 2, prompt: 16, output: 1 },
    ]
    const lab = runOf(script, lanes(0.5, 0.5))
    const { largestGap, firstToken } = rowsOf(lab)
    // half of the multiprocessors read memory as fast as all: iterations of answers still take a second
    expectSeconds(largestGap[0], 1)
    // 2^0.95 seconds for the prompt
    expect(firstToken[1] - 2).toBeGreaterThan(1.9)
  })

  it('answers below saturation are slower, by the power that was set', () => {
    const lab = runOf([{ prompt: 16, output: 6 }], lanes(0.75, 0.25))
    expect(rowsOf(lab).largestGap[0]).toBeCloseTo(2 ** 0.9, 2)
  })
})

describe('shares that follow the limits', () => {
  const controlled = (prefillShare: number): LabOptions => ({
    setup: {
      classes: { interactive: { ttft: 1.5, tpot: 60 } },
      placement: {
        id: 'partitioned',
        knobs: {
          ...{ prefillShare, decodeShare: 1 - prefillShare, contention: 0 },
          ...{ control: 'by limits', interval: 2, step: 0.1, delay: 0.5 },
        },
      },
      scheduler: { id: 'prefill-first' },
    },
  })
  const script = Array.from({ length: 6 }, (_, i) => ({ at: 2 * i, prompt: 16, output: 2 }))

  it('move towards the phase that misses its limit, a step at a time, and are written down as they take effect', () => {
    const lab = runOf(script, controlled(0.3))
    const window = lab.recorder.window('shares/0', 0, lab.simulation.now, 400)
    if (window?.kind !== 'level') throw new Error('no shares')
    const rows = window.start.length
    const [prompts, answers] = [window.last.subarray(0, rows), window.last.subarray(rows)]
    expect(prompts[0]).toBeCloseTo(0.3, 6)
    // a first token takes more than three seconds at a share of 0.3, of 1.5 allowed
    expect(prompts[prompts.length - 1]).toBeGreaterThan(0.39)
    for (let i = 0; i < prompts.length; i++) expect(prompts[i] + answers[i]).toBeCloseTo(1, 6)
  })

  it('are no track where nothing runs on shares', () => {
    const lab = runOf([{ prompt: 16, output: 2 }])
    expect(lab.recorder.tracks.some(({ id }) => id.startsWith('shares'))).toBe(false)
  })
})

describe('stops at boundaries', () => {
  const urgent = { interactive: { ttft: 3, tpot: 60 }, batch: { share: 0, ttft: 100, tpot: 60 } }
  const scheduler = (stops: string) => ({
    id: 'deadline-first',
    knobs: { stops, roundMs: 0, forecastError: 0, perLayer: 5, tokenBudget: 64 },
  })
  const script = [
    { prompt: 60, output: 1, class: 1 },
    { at: 0.31, prompt: 60, output: 1 },
  ]

  it('a prompt gives way at the next of its boundaries, and goes on from there', () => {
    const lab = runOf(script, { setup: { classes: urgent, scheduler: scheduler('at operators') } })
    const { firstToken } = rowsOf(lab)
    // four layers of five operators in a second: boundaries every 50 ms, the next one at 0.35 s
    expect(firstToken[1]).toBeCloseTo(1.35, 2)
    expect(firstToken[0]).toBeCloseTo(2, 2)
    expect(stateOf(lab.simulation.cluster, interruptionState)?.counts.stops).toBe(1)
  })

  it('and does not where it is computed in pieces', () => {
    const lab = runOf(script, { setup: { classes: urgent, scheduler: scheduler('between pieces') } })
    expect(rowsOf(lab).firstToken[0]).toBeCloseTo(1, 2)
    expect(rowsOf(lab).firstToken[1]).toBeCloseTo(2, 2)
  })
})

describe('a prompt that would be late for being stopped', () => {
  /** b is due before a, which takes a second and can spare `slack` of them. */
  const run = (spares: boolean, slack: number) =>
    rowsOf(
      runOf(
        [
          { prompt: 60, output: 1, class: 1 },
          { at: 0.31, prompt: 60, output: 1 },
        ],
        {
          setup: {
            classes: { interactive: { ttft: 1.2, tpot: 60 }, batch: { share: 0, ttft: 1 + slack, tpot: 60 } },
            scheduler: {
              id: 'deadline-first',
              knobs: { spares, roundMs: 0, forecastError: 0, perLayer: 5, tokenBudget: 64 },
            },
          },
        },
      ),
    ).firstToken

  it('is stopped all the same where nobody is spared', () => {
    expect(run(false, 0.9)[1]).toBeCloseTo(1.35, 2)
  })

  it('goes on where it is spared, unless it has the second that the newcomer takes', () => {
    expect(run(true, 0.9)[0]).toBeCloseTo(1, 2)
    expect(run(true, 0.9)[1]).toBeCloseTo(2, 2)
    expect(run(true, 1.2)[1]).toBeCloseTo(1.35, 2)
  })
})

describe('groups by class', () => {
  it('a full receiver of one class holds nobody of another up', () => {
    // one place to decode for each class; two interactive requests with long answers, then one of the batch class
    const script = [
      { prompt: 16, output: 9 },
      { prompt: 16, output: 9 },
      { at: 0.1, prompt: 16, output: 2, class: 1 },
    ]
    const lab = runOf(script, apart({ onTheWay: 1 }, { placement: { id: 'grouped' }, batching: { maxRunning: 1 } }))
    const { lastToken } = rowsOf(lab)
    expect(lastToken[1]).toBeGreaterThan(lastToken[0])
    expect(lastToken[2]).toBeLessThan(lastToken[0])
  })
})
