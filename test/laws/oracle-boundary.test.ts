/**
 * No algorithm may know how long an answer will be, unless it says so. Each role is handed toy definitions that look where they
 * must not; a run of the real engine with them must throw.
 */
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { RoleContext } from '../../src/engines/serving/contracts/definition.ts'
import type { SchedulerDefinition } from '../../src/engines/serving/contracts/scheduler.ts'
import { serving } from '../../src/engines/serving/index.ts'
import { decoders } from '../../src/engines/serving/roles/decoder/index.ts'
import { gates } from '../../src/engines/serving/roles/gate/index.ts'
import { routers } from '../../src/engines/serving/roles/router/index.ts'
import { chunkedPrefill } from '../../src/engines/serving/roles/scheduler/chunked-prefill.ts'
import { schedulers } from '../../src/engines/serving/roles/scheduler/index.ts'
import { createDraws } from '../../src/kernel/draws.ts'
import { createNullRecorder } from '../../src/kernel/recorder.ts'
import { runToEnd } from '../../src/run/simulate.ts'

type Registry = { id: string; create: (...args: never[]) => object }[]

/** The neutral definition of a role as it was, put back after each test. */
const originals = new Map<Registry, Registry[number]>()
afterEach(() => {
  for (const [registry, definition] of originals) registry[0] = definition
  originals.clear()
})

/** Puts a spy in place of a role's first definition: `create` of the original runs, and then `look` at what it was given. */
function replaceFirst(registry: readonly { readonly id: string }[], change: (first: never) => object): void {
  const writable = registry as unknown as Registry
  originals.set(writable, writable[0])
  writable[0] = change(writable[0] as never) as Registry[number]
}

const spying = (registry: readonly { readonly id: string }[], method: string): void =>
  replaceFirst(registry, (first: Registry[number]) => ({
    ...first,
    create(...args: never[]) {
      const behaviour = first.create(...args) as Record<string, (...given: unknown[]) => unknown>
      const { requests } = args[1] as RoleContext
      return Object.assign(Object.create(behaviour), {
        [method](...given: unknown[]) {
          void requests.outputTokens[0]
          return behaviour[method](...given)
        },
      })
    },
  }))

function run(setup: object): void {
  const { setup: whole, problems } = serving.complete({
    workload: { id: 'poisson', knobs: { requests: 3 } },
    ...setup,
  })
  expect(problems).toEqual([])
  const context = { draws: createDraws(1), recorder: createNullRecorder(), events: [], data: {} }
  const started = serving.start(whole, context)
  if (!started.ok) throw new Error(started.problems[0].message)
  runToEnd(started.value)
}

describe('the oracle boundary', () => {
  it('throws when a scheduler reads the output length in its view', () => {
    const nosy = (definition: SchedulerDefinition): SchedulerDefinition => ({
      ...definition,
      knobs: z.strictObject({}),
      create: () => ({ tokenLimit: 512, plan: (view) => void view.requests.outputTokens[0] }),
    })
    replaceFirst(schedulers, nosy)
    expect(() => run({})).toThrow(/chunked-prefill reads the output length, which no server knows/)
  })

  it.for([
    ['scheduler', schedulers, 'plan', {}],
    ['router', routers, 'route', {}],
    ['decoder', decoders, 'width', {}],
    ['gate', gates, 'open', { model: { id: 'qwen3-30b-a3b' } }],
  ] as const)('throws when a %s reads the output length in its context', ([, registry, method, setup]) => {
    spying(registry, method)
    expect(() => run(setup)).toThrow(/reads the output length, which no server knows/)
  })

  it('lets an algorithm read it that has said so, and every other one runs without', () => {
    for (const { id } of schedulers) expect(() => run({ scheduler: { id } })).not.toThrow()
    const declared = schedulers.filter((definition) => 'sees' in definition).map(({ id }) => id)
    expect(declared).toEqual(['shortest-output-first'])
    expect(chunkedPrefill).not.toHaveProperty('sees')
  })
})
