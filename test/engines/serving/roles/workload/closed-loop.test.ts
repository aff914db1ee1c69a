import { describe, expect, it } from 'vitest'
import { momentsOf, Stage } from './stage.ts'

describe('closed loop', () => {
  it('never has more requests in the system than clients', () => {
    const stage = new Stage('closed-loop', { knobs: { clients: 5, think: 0.1, requests: 400 } })
    expect(stage.drain((request) => 1 + (request % 7))).toBe(400)
    expect(stage.mostInFlight).toBe(5)
  })

  it('waits for an answer: nothing is known to come while all clients wait', () => {
    const stage = new Stage('closed-loop', { knobs: { clients: 2, think: 1, requests: 10 } })
    const first = stage.take()
    stage.take()
    expect(stage.workload.peek()).toBe(Number.POSITIVE_INFINITY)
    stage.end(first ?? -1, 50)
    expect(stage.workload.peek()).toBeGreaterThan(50)
    expect(stage.workload.peek()).toBeLessThan(Number.POSITIVE_INFINITY)
  })

  it('sends at once without thinking time', () => {
    const stage = new Stage('closed-loop', { knobs: { clients: 1, think: 0, requests: 3 } })
    stage.drain(() => 2)
    expect(stage.arrivals()).toEqual([0, 2, 4])
  })

  it('settles at clients / (service time + thinking time) requests a second', () => {
    // given 10 clients, 1 s of service and 3 s of thinking: 10 / 4 = 2.5 requests/s (the interactive response time law)
    const stage = new Stage('closed-loop', { knobs: { clients: 10, think: 3, requests: 20_000 } })
    stage.drain(() => 1)
    const arrivals = stage.arrivals()
    // One cycle has a standard deviation of 3 s of 4: 20,000 of them err by 0.75 / √20,000 = 0.5 %, and five times that is 2.7 %.
    expect(Math.abs(20_000 / arrivals[19_999] / 2.5 - 1)).toBeLessThan(0.027)
  })

  it('asks the same of each client however slow the server is', () => {
    // given prompts that name client and turn: index = client + clients × turn
    const byIndex = { mean: 1, tokens: (index: number) => index + 1 }
    const [fast, slow] = [0.01, 30].map((service) => {
      const stage = new Stage('closed-loop', { knobs: { clients: 3, think: 5, requests: 30 }, prompt: byIndex })
      stage.drain(() => service)
      return stage
    })
    const turnsOf = (stage: Stage, client: number) => stage.prompts().filter((prompt) => (prompt - 1) % 3 === client)
    for (const client of [0, 1, 2]) {
      const [a, b] = [turnsOf(fast, client), turnsOf(slow, client)]
      const shared = Math.min(a.length, b.length)
      expect(shared).toBeGreaterThan(3)
      expect(a.slice(0, shared)).toEqual(b.slice(0, shared))
    }
  })

  it('thinks for exponential times of the given mean', () => {
    const stage = new Stage('closed-loop', { knobs: { clients: 1, think: 4, requests: 10_000 } })
    stage.drain(() => 0)
    const arrivals = stage.arrivals()
    const { mean, cv } = momentsOf(arrivals.slice(1).map((at, i) => at - arrivals[i]))
    expect(Math.abs(mean / 4 - 1)).toBeLessThan(0.05) // five standard errors of 1 / √10,000
    expect(Math.abs(cv - 1)).toBeLessThan(0.07)
  })
})
