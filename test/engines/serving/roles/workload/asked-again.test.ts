import { describe, expect, it } from 'vitest'
import { lengthOf, Stage } from './stage.ts'

describe('prompts asked again', () => {
  const knobs = { rate: 4, samples: 3, requests: 12 }
  const stage = new Stage('asked-again', { knobs, prompt: lengthOf('log-normal', { mean: 500 }) })
  stage.drain()
  const promptOf = (request: number): number => stage.workload.promptOf?.(request) ?? -1
  const rows = Array.from({ length: 12 }, (_, request) => request)

  it('asks every prompt once, then all of them again', () => {
    expect(rows.map(promptOf)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3])
  })

  it('asks with the same length and the same text each time, and with others’ never', () => {
    const { promptTokens } = stage.requests
    for (const request of rows) {
      expect(promptTokens[request]).toBe(promptTokens[request % 4])
      expect(stage.links[request][0]).toEqual(stage.links[request % 4][0])
    }
    expect(new Set(rows.map((request) => stage.links[request][0].owner)).size).toBe(4)
    expect(new Set(rows.map((request) => promptTokens[request])).size).toBe(4)
  })

  it('is answered each time anew: what follows the prompt is nobody else’s', () => {
    expect(stage.links[0][1].start).toBe(stage.requests.promptTokens[0])
    expect(new Set(rows.map((request) => stage.links[request][1].owner)).size).toBe(12)
  })

  it('other workloads ask no prompt twice', () => {
    expect(new Stage('poisson').workload.promptOf).toBeUndefined()
  })
})
