import { describe, expect, it } from 'vitest'
import type { ArrivalTable } from '../../../../../src/traces/arrivals.ts'
import { gapsOf, Stage } from './stage.ts'

const table: ArrivalTable = {
  title: 'four rows',
  length: 4,
  arrival: Float64Array.of(0, 1, 3, 6),
  promptTokens: Int32Array.of(1000, 1500, 512, 600),
  outputTokens: Int32Array.of(5, 6, 7, 8),
  hash: '0',
}

const replay = (knobs: Readonly<Record<string, unknown>>, given: ArrivalTable = table): Stage => {
  const stage = new Stage('trace', { knobs, table: given })
  stage.drain()
  return stage
}

describe('trace', () => {
  it('replays arrivals and lengths row by row', () => {
    const stage = replay({})
    expect(stage.workload.expected).toBe(4)
    expect(stage.arrivals()).toEqual([0, 1, 3, 6])
    expect(stage.prompts()).toEqual([1000, 1500, 512, 600])
    expect([...stage.requests.outputTokens.slice(0, 4)]).toEqual([5, 6, 7, 8])
  })

  it('halves all gaps at speed 2', () => {
    expect(gapsOf(replay({ speed: 2 }).arrivals())).toEqual(gapsOf(replay({}).arrivals()).map((gap) => gap / 2))
  })

  it('cuts rows before `from` and from `until` on, and begins at time 0', () => {
    // given [1 s, 6 s): rows at 1 and 3 s, which come at 0 and 2 s
    expect(replay({ from: 1, until: 6 }).arrivals()).toEqual([0, 2])
    expect(replay({ from: 2, speed: 4 }).arrivals()).toEqual([0.25, 1])
    expect(replay({ requests: 1 }).arrivals()).toEqual([0])
  })

  it('has no requests where the cut is empty or the data are missing', () => {
    expect(replay({ from: 5, until: 4 }).workload.expected).toBe(0)
    expect(replay({ from: 100 }).arrivals()).toEqual([])
    expect(replay({ data: 'elsewhere' }).workload.expected).toBe(0)
  })

  it('takes the class of a row from its priority', () => {
    const stage = replay({}, { ...table, priority: Uint8Array.of(0, 1, 0, 1) })
    expect([...stage.requests.serviceClass.slice(0, 4)]).toEqual([0, 1, 0, 1])
  })

  it('links equal block ids to one owner, each at its place, and outputs to nobody else', () => {
    // given rows of 2, 3, 1 and 1 blocks of 512; rows 0 and 1 share id 7 (their first 512 tokens), rows 2 and 3 share id 9
    const content = {
      blockTokens: 512,
      offset: Int32Array.of(0, 2, 5, 6, 7),
      ids: Int32Array.of(7, 8, 7, 10, 11, 9, 9),
    }
    const { links } = replay({}, { ...table, content })
    expect(links.map((chain) => chain.map(({ start }) => start))).toEqual([
      [0, 512, 1000],
      [0, 512, 1024, 1500],
      [0, 512],
      [0, 512], // 600 tokens, one id: what is beyond it is the request's own
    ])
    expect(links[1][0].owner).toBe(links[0][0].owner)
    expect(links[1][1].owner).not.toBe(links[0][1].owner)
    expect(links[3][0].owner).toBe(links[2][0].owner)
    const last = links.map((chain) => chain.at(-1)?.owner)
    expect(new Set(last).size).toBe(4)
  })
})
