/** A start that takes long is sliced: told of, called off, and the same in the end. */
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/experiment/link.ts'
import { atOnce } from '../../src/kernel/steps.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { Shelf } from '../../src/run/shelf.ts'
import type { RunEvent, RunId } from '../../src/worker/api.ts'
import { createLab } from '../../src/worker/lab.ts'

const many =
  '#/lab?v=1&workload.requests=20&placement=disaggregated&placement.prefillInstances=100&placement.decodeInstances=100&kv.capacityTokens=40000&arm.b.scheduler=fcfs'

/** A lab whose clock goes 30 ms on with every look, so that every step of a start is a slice. */
function slowLab(onBreath: () => void = () => undefined) {
  let now = 0
  return createLab({
    clock: () => (now += 30),
    breathe: async () => {
      await null
      onBreath()
    },
  })
}

describe('a start of many instances', () => {
  it('goes in steps of at most 16 instances, and makes what one piece makes', () => {
    const { engine, arms } = completeDocument(decode(many).document, new Shelf())
    if (engine === null) throw new Error('no engine')
    const steps = LiveRun.starting(engine, arms, {})
    const shares: number[] = []
    let step = steps.next()
    for (; !step.done; step = steps.next()) shares.push(step.value)
    // 2 arms × 200 instances, each built, given its stretches and its tracks: 12 whole sixteens of each
    expect(shares).toHaveLength(2 * 3 * 12)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeLessThan(1)
    const whole = atOnce(LiveRun.starting(engine, arms, {}))
    if (!step.value.ok || !whole.ok) throw new Error('no run')
    let now = 0
    while (step.value.value.advance(1000, () => now++) === 'more');
    while (whole.value.advance(1000, () => now++) === 'more');
    expect(step.value.value.summaries()).toEqual(whole.value.summaries())
  })

  it('sends values with its progress, and no words: these came with the description', async () => {
    const events: RunEvent[] = []
    const lab = slowLab()
    // every event is a slice to that clock, and progress is told after each: a run of few of them
    const few = many.replaceAll('Instances=100', 'Instances=2').replace('requests=20', 'requests=4')
    await lab.run(1 as RunId, decode(few).document, (event) => events.push(event))
    while (events.at(-1)?.kind !== 'done') await new Promise((resolve) => setTimeout(resolve, 1))
    const { metrics: words } = await lab.describe('serving')
    const told = events.flatMap((event) => ('summaries' in event ? Object.values(event.summaries) : []))
    const keys = new Set(told.flatMap(({ metrics }) => Object.values(metrics).flatMap((one) => Object.keys(one))))
    expect([...keys].sort()).toEqual(['n', 'note', 'substituted', 'value', 'why'])
    const ids = Object.keys(told[0]?.metrics ?? {})
    expect(words.filter(({ id }) => ids.includes(id)).map(({ id }) => id)).toEqual(ids)
  })

  it('is told of while it lasts, and ends in a run', async () => {
    const events: RunEvent[] = []
    await slowLab().run(1 as RunId, decode(many).document, (event) => events.push(event))
    const kinds = [...new Set(events.map(({ kind }) => kind))]
    expect(kinds.slice(0, 2)).toEqual(['starting', 'started'])
  })

  it('is called off between two steps', async () => {
    const events: RunEvent[] = []
    let breaths = 0
    const lab = slowLab(() => {
      if (++breaths === 10) void lab.cancel(1 as RunId)
    })
    await lab.run(1 as RunId, decode(many).document, (event) => events.push(event))
    expect(events.at(-1)?.kind).toBe('cancelled')
    expect(events.some(({ kind }) => kind === 'started')).toBe(false)
    expect(breaths).toBe(10)
  })
})

describe('arms together', () => {
  const document = (arms: string) =>
    completeDocument(
      decode(
        `#/lab?v=1&workload.requests=20&placement=disaggregated&placement.prefillInstances=256&placement.decodeInstances=256${arms}`,
      ).document,
      new Shelf(),
    ).completed

  it('share the limit on KV blocks, and the message has the figures of each and the knobs', () => {
    const { problems, arms } = document('&arm.b.scheduler=fcfs&arm.c.scheduler=static&arm.d.scheduler=shortest-first')
    // each alone could run
    expect(arms.flatMap((arm) => arm.problems)).toEqual([])
    expect(problems).toMatchObject([{ code: 'too-many-blocks-together', path: 'setup.placement' }])
    expect(problems[0].message).toMatch(/^The 4 arms have [\d,]+ KV blocks together \(.* in 512 caches; .*16,000,000/)
    expect(problems[0].remedy).toContain('fewer instances')
    expect(problems[0].remedy).toContain('kv.blockTokens')
  })

  it('of one alone are not counted twice', () => {
    expect(document('').problems).toEqual([])
  })
})
