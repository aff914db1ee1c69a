/** Several texts at a time: no knob yet, and nothing that assumes one. Draws are keyed, so a text does not depend on who is written beside it. */
import { describe, expect, it } from 'vitest'
import { build } from '../../../src/engines/tokens/build/build.ts'
import { tokens } from '../../../src/engines/tokens/index.ts'
import { promptSources } from '../../../src/engines/tokens/roles/prompts/index.ts'
import { TokensSimulation } from '../../../src/engines/tokens/simulation.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { createRecorder } from '../../../src/kernel/recorder.ts'
import { created } from '../../../src/schema/choice.ts'
import { assets } from './models.ts'

function run(given: object, texts: number) {
  const { setup } = tokens.complete({ prompts: { id: 'domains', knobs: { requests: 5 } }, output: 20, ...given })
  const built = build(setup, assets, { texts })
  if (!built.ok) throw new Error(built.problems[0].message)
  const draws = createDraws(1)
  const prompts = created(promptSources, setup.prompts, { draws })
  const recorder = createRecorder()
  const twin = () => built.value
  const simulation = new TokensSimulation({ setup, built: built.value, prompts, twin, draws, recorder })
  while (simulation.advance(Number.POSITIVE_INFINITY, 64) === 'more');
  recorder.close(simulation.now)
  return { simulation, recorder }
}

describe('three texts at a time', () => {
  it.each([
    ['a draft model', {}],
    ['an EAGLE layer', { decoder: { id: 'eagle', knobs: {} } }],
    ['early exit and heavy hitters', { decoder: { id: 'early-exit', knobs: {} }, retention: { id: 'heavy-hitters' } }],
    ['a mixture of experts', { target: 'moe', decoder: { id: 'autoregressive', knobs: {} } }],
    ['denoising', { decoder: { id: 'diffusion', knobs: {} } }],
  ])('%s: each is what it is alone, in rounds that take turns', (_title, given) => {
    const [alone, together] = [1, 3].map((texts) => run(given, texts).simulation)
    expect(together.logs.map(({ text }) => text.token)).toEqual(alone.logs.map(({ text }) => text.token))
    expect(together.logs.map(({ rounds }) => rounds)).toEqual(alone.logs.map(({ rounds }) => rounds))
    expect(together.totals.targetPasses).toBe(alone.totals.targetPasses)
    expect(together.rounds.request.slice(0, 3)).toEqual([0, 1, 2])
    expect(alone.rounds.request.slice(0, 3)).toEqual([0, 0, 0])
    expect(Object.keys(together.summary().metrics)).toEqual(Object.keys(alone.summary().metrics))
  })

  it('hold three caches, in three lanes', () => {
    const [alone, together] = [1, 3].map((texts) => {
      const { recorder, simulation } = run({ decoder: { id: 'autoregressive', knobs: {} } }, texts)
      const kv = recorder.window('kv/0', 0, simulation.now, 100)
      const requests = recorder.window('requests', 0, simulation.now, 100)
      if (kv?.kind !== 'level' || requests?.kind !== 'span') throw new Error('no tracks')
      return { most: Math.max(...kv.sumHigh), lanes: requests.lanes }
    })
    expect(together.most).toBeGreaterThan(2 * alone.most)
    expect([alone.lanes, together.lanes]).toEqual([1, 3])
  })
})
