/** An independent reading of the exported trace: nesting, balance, order, arrows. It knows the format, not the writer. */

import { describe, expect, it } from 'vitest'
import { asking } from '../asking.ts'
import { runOf, type Scripted } from '../lab.ts'

interface Event {
  readonly ph: string
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly cat?: string
  readonly id?: string
  readonly args?: Readonly<Record<string, number | string>>
}
interface Trace {
  readonly traceEvents: readonly Event[]
  readonly otherData: Readonly<Record<string, string | number>>
}

const pressed: readonly Scripted[] = [
  { prompt: 48, output: 40 },
  { prompt: 48, output: 40 },
  { at: 4.5, prompt: 20, output: 3 },
]
const small = { setup: { kv: { capacityTokens: 128, watermark: 0 } } }
const traceOf = (setup: object = {}): { readonly trace: Trace; readonly run: ReturnType<typeof runOf> } => {
  const run = runOf(pressed, { setup: { ...small.setup, ...setup } })
  return {
    run,
    trace: JSON.parse(asking(run.simulation).chromeTrace({ permalink: 'https://lab/#v=1', seed: '1' })) as Trace,
  }
}

describe('the exported trace', () => {
  it('is in the order of time', () => {
    const { trace } = traceOf()
    const times = trace.traceEvents.map(({ ts }) => ts)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.every((ts) => Number.isFinite(ts) && ts >= 0)).toBe(true)
  })

  it('nests complete events in every thread: none straddles the end of another', () => {
    const { trace, run } = traceOf()
    const open = new Map<string, number[]>()
    const complete = trace.traceEvents.filter(({ ph }) => ph === 'X')
    for (const { pid, tid, ts, dur = 0, name } of complete) {
      const thread = `${pid}/${tid}`
      const ends = open.get(thread) ?? []
      while (ends.length > 0 && ts >= (ends.at(-1) ?? 0) - 1e-3) ends.pop()
      if (ends.length > 0) expect(ts + dur, `${name} at ${ts}`).toBeLessThanOrEqual((ends.at(-1) ?? 0) + 1e-3)
      ends.push(ts + dur)
      open.set(thread, ends)
    }
    const iterations = complete.filter(({ name }) => /^(decode|prefill|decode \+ prefill)$/.test(name))
    expect(iterations.length).toBe(run.simulation.cluster.totals.iterations)
    expect(complete.length).toBeGreaterThan(iterations.length) // operators inside
  })

  it('begins and ends every phase of every request once, the inner before the outer', () => {
    const { trace } = traceOf()
    const stacks = new Map<string, string[]>()
    for (const { ph, id = '', cat, name } of trace.traceEvents) {
      if (cat !== 'request') continue
      const stack = stacks.get(id) ?? []
      if (ph === 'b') stack.push(name)
      else expect(stack.pop()).toBe(name)
      stacks.set(id, stack)
    }
    expect([...stacks.keys()].sort()).toEqual(['r0', 'r1', 'r2'])
    expect([...stacks.values()].flat()).toEqual([])
  })

  it('leads an arrow from the iteration that took the blocks to the one that computed them again', () => {
    const { trace, run } = traceOf()
    const starts = trace.traceEvents.filter(({ ph }) => ph === 's')
    const ends = trace.traceEvents.filter(({ ph }) => ph === 'f')
    expect(starts.length).toBe(run.simulation.cluster.totals.preemptions)
    expect(new Set(starts.map(({ id }) => id)).size).toBe(starts.length)
    for (const start of starts) {
      const end = ends.find(({ id }) => id === start.id)
      expect(end?.ts).toBeGreaterThan(start.ts)
      const encloses = (at: Event) =>
        trace.traceEvents.some(
          ({ ph, pid, tid, ts, dur = 0 }) =>
            ph === 'X' && pid === at.pid && tid === at.tid && ts <= at.ts && at.ts < ts + dur,
        )
      expect(encloses(start)).toBe(true)
      expect(end && encloses(end)).toBe(true)
    }
  })

  it('says where it comes from, and that it is whole', () => {
    const { trace, run } = traceOf()
    expect(trace.otherData).toMatchObject({ permalink: 'https://lab/#v=1', seed: '1', complete: 'yes' })
    expect(trace.otherData.coveredSeconds).toBe(run.simulation.now)
  })

  it('names its processes and counts blocks as the cache does', () => {
    const { trace } = traceOf()
    const names = trace.traceEvents.filter(({ ph, name }) => ph === 'M' && name === 'process_name')
    expect(names.map((event) => event.args?.name)).toEqual(['Requests', 'Instance 0'])
    const used = trace.traceEvents
      .filter(({ ph, name }) => ph === 'C' && name === 'KV blocks')
      .map((event) => Number(event.args?.used))
    expect(Math.max(...used)).toBe(8)
  })

  it('shows a dead instance as down, the iteration lost with it, and counters that fall to 0 with it', () => {
    // given iterations of 1 s on one instance that is dead from 2.5 to 6 s
    const events = [
      { key: 'k', at: 2.5, kind: 'kill' },
      { key: 'r', at: 6, kind: 'restore' },
    ]
    const { simulation } = runOf([{ prompt: 16, output: 4 }], { events })
    const { traceEvents } = JSON.parse(asking(simulation).chromeTrace({})) as Trace
    const named = (name: string) => traceEvents.filter((event) => event.name === name)
    expect(named('down').map(({ ts, dur }) => [ts, dur])).toEqual([[2.5e6, 3.5e6]])
    const [lost] = named('decode, cut short')
    expect(lost.ts + (lost.dur ?? 0)).toBe(2.5e6)
    const counted = traceEvents.filter(({ ph }) => ph === 'C')
    for (const name of ['KV blocks', 'requests']) {
      const values = counted.filter((event) => event.name === name).map(({ ts, args }) => ({ ts, args }))
      const atKill = values.find(({ ts }) => ts === 2.5e6)
      expect(new Set(Object.values(atKill?.args ?? {})), name).toEqual(new Set([0]))
      // and at the end of the run, everybody served
      expect(new Set(Object.values(values.at(-1)?.args ?? {})), name).toEqual(new Set([0]))
    }
  })

  it('closes what is still open in a run that was cut short', () => {
    const { trace } = traceOf({ horizon: { duration: 10 } })
    const phases = trace.traceEvents.filter(({ cat }) => cat === 'request')
    expect(phases.filter(({ ph }) => ph === 'b').length).toBe(phases.filter(({ ph }) => ph === 'e').length)
  })
})
