import { describe, expect, it } from 'vitest'
import { Phase } from '../../../../../src/engines/serving/contracts/request.ts'
import { Stage, type StageOptions } from './stage.ts'

/** One endless conversation after another is far away: sessions start 1,000 s apart on average. */
const knobs = { rate: 0.001, turns: 64, think: 1, requests: 50 }

/** Requests of each session, by the owner of their content, in order. */
function turnsByOwner(stage: Stage): Map<number, number[]> {
  const turns = new Map<number, number[]>()
  for (let request = 0; request < stage.requests.count; request++) {
    const owner = stage.links[request].at(-1)?.owner ?? -1
    turns.set(owner, [...(turns.get(owner) ?? []), request])
  }
  return turns
}

const drained = (options: StageOptions): Stage => {
  const stage = new Stage('sessions', options)
  stage.drain()
  return stage
}

describe('sessions', () => {
  it('repeats the whole history before each new message', () => {
    // given messages of 100 tokens and answers of 20, then prompts are 100, 220, 340 … : 120 more each turn
    const stage = drained({ knobs })
    for (const turns of turnsByOwner(stage).values()) {
      expect(turns.map((request) => stage.requests.promptTokens[request])).toEqual(
        turns.map((_, turn) => 100 + 120 * turn),
      )
    }
    expect(Math.max(...[...turnsByOwner(stage).values()].map((turns) => turns.length))).toBeGreaterThan(2)
  })

  it('keeps one owner for a session from the first token on, so that turns share their history', () => {
    const stage = drained({ knobs })
    for (const links of stage.links) expect(links).toEqual([{ owner: links[0].owner, start: 0 }])
    expect(new Set(stage.links.map(([link]) => link.owner)).size).toBeLessThan(stage.links.length)
  })

  it('puts the system prompt of its group before a session, once', () => {
    const stage = drained({ knobs, systemPrompt: { tokens: 64, groupOf: (index) => index % 2 } })
    for (const [owner, turns] of turnsByOwner(stage)) {
      expect(stage.requests.promptTokens[turns[0]]).toBe(164)
      if (turns.length > 1) expect(stage.requests.promptTokens[turns[1]]).toBe(164 + 120)
      for (const request of turns) expect(stage.links[request][1]).toEqual({ owner, start: 64 })
    }
  })

  it('has the given mean of turns', () => {
    // given sessions of 4 turns on average, 10,000 requests come from 2,500 sessions; a geometric law of mean 4 has a standard
    // deviation of √12 = 3.46, so the mean over 2,500 errs by 0.07 and five times that is 9 % of 4
    const stage = drained({ knobs: { rate: 10, turns: 4, think: 1, requests: 10_000 } })
    const perSession = 10_000 / turnsByOwner(stage).size
    expect(Math.abs(perSession / 4 - 1)).toBeLessThan(0.09)
  })

  it('has single turns at a mean of 1', () => {
    const stage = drained({ knobs: { rate: 10, turns: 1, think: 1, requests: 100 } })
    expect(turnsByOwner(stage).size).toBe(100)
  })

  it('comes back with the next turn a thinking time after the answer', () => {
    // given sessions 1,000 s apart and 1 s of thinking: the next to come is the same session's second turn
    const stage = new Stage('sessions', { knobs })
    const first = stage.take() ?? -1
    const answered = stage.now + 2
    stage.end(first, answered)
    const second = stage.take() ?? -1
    expect(stage.links[second]).toEqual(stage.links[first])
    expect(stage.now).toBeGreaterThan(answered)
    expect(stage.now).toBeLessThan(answered + 20) // e^−20 of all thinking times are longer
  })

  it.each([
    ['rejected', Phase.rejected],
    ['cancelled', Phase.cancelled],
    ['timed out', Phase.timedOut],
  ])('is abandoned when a turn is %s', (_, phase) => {
    const stage = new Stage('sessions', { knobs })
    for (let i = 0; i < 50; i++) {
      const request = stage.take()
      if (request === null) break
      stage.end(request, stage.now, phase)
    }
    // then every request is the first turn of a session of its own
    expect(turnsByOwner(stage).size).toBe(50)
  })

  it('ends when its history has outgrown the limit', () => {
    // given 340 tokens at most: turns of 100, 220, 340 and no fourth
    const stage = drained({ knobs: { ...knobs, history: 340, requests: 200 } })
    expect(Math.max(...stage.prompts())).toBe(340)
  })
})
