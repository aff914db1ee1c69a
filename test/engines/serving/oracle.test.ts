import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineScheduler } from '../../../src/engines/serving/contracts/scheduler.ts'
import { Requests } from '../../../src/engines/serving/requests/requests.ts'
import { visibleRequests } from '../../../src/engines/serving/requests/view.ts'
import { schedulers } from '../../../src/engines/serving/roles/scheduler/index.ts'
import { Memory } from '../../../src/kernel/memory.ts'
import { runOf } from './lab.ts'

/** Set-up of the definition's own defaults. */
const chosen = (id: string) => ({ setup: { scheduler: { id, knobs: {} } } })

describe('the oracle boundary', () => {
  const cheat = {
    id: 'cheat',
    role: 'scheduler',
    title: 'Cheat',
    help: 'Reads what no server knows.',
    knobs: z.strictObject({}),
    create: () => ({ tokenLimit: 1, plan: () => undefined }),
  } as const
  const requests = () => {
    const memory = new Memory()
    const columns = new Requests(memory)
    memory.addRow()
    columns.outputTokens[0] = 77
    columns.promptTokens[0] = 5
    return columns
  }

  it('throws when an algorithm reads the output length without saying so', () => {
    const visible = visibleRequests(requests(), defineScheduler(cheat))
    expect(() => visible.outputTokens[0]).toThrow(/cheat reads the output length.*sees: \['outputLength'\]/)
    expect(visible.promptTokens[0]).toBe(5)
  })

  it('shows it to one that says so', () => {
    const visible = visibleRequests(requests(), { ...cheat, sees: ['outputLength'] })
    expect(visible.outputTokens[0]).toBe(77)
  })

  it('holds for every scheduler there is: those without `sees` plan a run in which reading it throws', () => {
    const script = [
      { prompt: 30, output: 9 },
      { at: 0.5, prompt: 90, output: 3, class: 1 },
      { at: 0.7, prompt: 10, output: 20 },
    ]
    for (const { id } of schedulers) {
      expect(runOf(script, chosen(id)).report.requests.finished, id).toBe(3)
    }
  })

  it('is crossed by the one oracle only', () => {
    expect(schedulers.filter((one) => 'sees' in one && one.sees !== undefined).map(({ id }) => id)).toEqual([
      'shortest-output-first',
    ])
  })
})
