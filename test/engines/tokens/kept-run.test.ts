/** Runs that differ in their pace alone write their texts once, and nobody can tell. */
import { expect, it } from 'vitest'
import { tokens } from '../../../src/engines/tokens/index.ts'
import { KeptRun } from '../../../src/engines/tokens/kept-run.ts'
import { TokensSimulation } from '../../../src/engines/tokens/simulation.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import type { Shared, Simulation } from '../../../src/kernel/engine.ts'
import { createNullRecorder } from '../../../src/kernel/recorder.ts'
import { modelFiles } from './models.ts'

const prompts = { id: 'domains', knobs: { requests: 3 } }
const FAST = { accelerator: 'b200-sxm', standsFor: 'llama-2-13b', batch: 8, contextScale: 20 }

function run(given: object, shared?: Shared): Simulation {
  const { setup, problems } = tokens.complete({ prompts, output: 8, ...given })
  if (problems.length > 0) throw new Error(problems[0].message)
  const context = { draws: createDraws(7), recorder: createNullRecorder(), events: [], data: {}, files: modelFiles }
  const started = tokens.start(setup, { ...context, ...(shared && { shared }) })
  if (!started.ok) throw new Error(started.problems[0].message)
  while (started.value.advance(Number.POSITIVE_INFINITY, 10_000) === 'more');
  return started.value
}

const told = (simulation: Simulation) => ({
  ...simulation.summary(),
  now: simulation.now,
  units: simulation.units?.(),
})

it.each([
  ['drafts', { decoder: { id: 'draft-model', knobs: {} } }],
  ['denoising', { decoder: { id: 'diffusion', knobs: {} }, sampling: { temperature: 0 } }],
  [
    'a selection',
    { decoder: { id: 'autoregressive', knobs: {} }, select: { id: 'top-blocks', knobs: { budget: 20 } } },
  ],
])('law: texts with %s, booked at another pace, are a run of their own to the last digit', (_what, given) => {
  const shared: Shared = new Map()
  const first = told(run(given, shared))
  const again = run({ ...given, pace: FAST }, shared)
  expect(again).toBeInstanceOf(KeptRun)
  const alone = told(run({ ...given, pace: FAST }))
  expect(told(again)).toEqual(alone)
  expect(alone.digest).not.toBe(first.digest)
  // and the first is what it was
  expect(told(run(given, shared))).toEqual(first)
})

it('a prompt takes the time of as many tokens as its own stand for', () => {
  const pace = { ...FAST, contextScale: 200 }
  const simulation = run({ decoder: { id: 'autoregressive', knobs: {} }, pace })
  if (!(simulation instanceof TokensSimulation)) throw new Error('it was kept')
  const { rounds } = simulation
  const [{ isPrompt, pass }] = rounds.work
  expect(isPrompt).toBe(true)
  expect(rounds.end[0]).toBe(simulation.pace.prefill(pass).time)
  // the weights are read for either; two hundred times the arithmetic takes longer than that
  expect(rounds.end[0]).toBeGreaterThan(2 * simulation.pace.time(pass).time)
})

it('what differs in more than its pace is run, and so is what waits for experts', () => {
  const shared: Shared = new Map()
  const plain = { decoder: { id: 'autoregressive', knobs: {} } }
  run(plain, shared)
  expect(run({ ...plain, output: 9 }, shared)).not.toBeInstanceOf(KeptRun)
  const experts = { ...plain, target: 'moe', expertCache: { id: 'lru', knobs: {} } }
  run(experts, shared)
  expect(run(experts, shared)).not.toBeInstanceOf(KeptRun)
})
