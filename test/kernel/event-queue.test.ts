import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventQueue } from '../../src/kernel/event-queue.ts'
import { Memory } from '../../src/kernel/memory.ts'
import { priority } from '../../src/kernel/priorities.ts'

const popAll = (queue: EventQueue): string[] => {
  const order: string[] = []
  while (queue.pop()) order.push(`${queue.time}:${queue.kind}`)
  return order
}

describe('event queue', () => {
  it('orders by time, then priority, then as scheduled', () => {
    const queue = new EventQueue()
    // given an arrival, an iteration's end and two plans, three of them at 1 s
    queue.schedule({ time: 1, priority: priority.iterationStart, kind: 1 })
    queue.schedule({ time: 1, priority: priority.arrival, kind: 2 })
    queue.schedule({ time: 0.5, priority: priority.iterationStart, kind: 3 })
    queue.schedule({ time: 1, priority: priority.iterationEnd, kind: 4 })
    queue.schedule({ time: 1, priority: priority.iterationStart, kind: 5 })
    // then what ends comes before what arrives, and plans come last, in their order
    expect(popAll(queue)).toEqual(['0.5:3', '1:4', '1:2', '1:1', '1:5'])
  })

  it('hands back what was scheduled with the event', () => {
    const queue = new EventQueue()
    queue.push(2, 10, 7, -1, 2_000_000_000)
    expect(queue.nextTime).toBe(2)
    expect(queue.pop()).toBe(true)
    expect([queue.time, queue.kind, queue.a, queue.b]).toEqual([2, 7, -1, 2_000_000_000])
    expect(queue.pop()).toBe(false)
    expect(queue.nextTime).toBe(Infinity)
  })

  it('is empty once it is cleared, whatever waited', () => {
    const queue = new EventQueue()
    // given one event that nothing precedes, and some in the heap behind it
    for (const time of [3, 2, 1]) queue.push(time, 10, time, 0, 0)
    queue.clear()
    expect(queue.length).toBe(0)
    expect(queue.nextTime).toBe(Infinity)
    expect(queue.pop()).toBe(false)
    queue.push(5, 10, 5, 0, 0)
    expect(popAll(queue)).toEqual(['5:5'])
  })

  it('refuses an event at no time', () => {
    expect(() => new EventQueue().push(NaN, 0, 1, 0, 0)).toThrow('NaN')
    expect(() => new EventQueue().push(Infinity, 0, 1, 0, 0)).toThrow('Infinity')
  })

  it('pops any mixture of pushes and pops like a sorted list', () => {
    const event = fc.record({ time: fc.integer({ min: 0, max: 9 }), priority: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(fc.array(fc.option(event), { maxLength: 400, size: 'max' }), (steps) => {
        const queue = new EventQueue()
        const list: { time: number; priority: number; kind: number }[] = []
        // what each says after every step, compared once: there are thousands of them
        const [ofQueue, ofList]: unknown[][] = [[], []]
        steps.forEach((step, kind) => {
          if (step !== null) {
            queue.push(step.time, step.priority, kind, 0, 0)
            list.push({ ...step, kind })
          } else {
            list.sort((x, y) => x.time - y.time || x.priority - y.priority || x.kind - y.kind)
            const first = list.shift()
            ofQueue.push(queue.pop() && [queue.time, queue.kind])
            ofList.push(first !== undefined && [first.time, first.kind])
          }
          ofQueue.push(queue.length)
          ofList.push(list.length)
        })
        expect(ofQueue).toEqual(ofList)
        list.sort((x, y) => x.time - y.time || x.priority - y.priority || x.kind - y.kind)
        expect(popAll(queue)).toEqual(list.map(({ time, kind }) => `${time}:${kind}`))
      }),
    )
  })

  it('goes on from a checkpoint as if nothing had happened since', () => {
    const memory = new Memory()
    const queue = memory.object(new EventQueue())
    for (let i = 0; i < 100; i++) queue.push((i * 37) % 50, i % 3, i, 0, 0)
    for (let i = 0; i < 20; i++) queue.pop()
    const checkpoint = memory.snapshot()
    const order = popAll(queue)
    for (let i = 0; i < 500; i++) queue.push(i, 0, 1000 + i, 0, 0) // grows past the checkpoint's size
    memory.restore(checkpoint)
    expect(queue.length).toBe(80)
    expect(popAll(queue)).toEqual(order)
  })

  it('empties at once and is as good as new', () => {
    const queue = new EventQueue()
    for (let i = 0; i < 70; i++) queue.push(i, 0, i, 0, 0)
    for (let i = 0; i < 5; i++) queue.pop()
    queue.clear()
    expect(queue.pop()).toBe(false)
    for (let i = 0; i < 140; i++) queue.push(140 - i, 0, i, 0, 0)
    expect(popAll(queue)[0]).toBe('1:139')
  })
})
