/** T3: at temperature 0 every exact method writes, token for token, what plain greedy decoding writes. */
import { describe, expect, it } from 'vitest'
import { written } from '../../../src/engines/tokens/asked.ts'
import type { TokensSimulation } from '../../../src/engines/tokens/simulation.ts'
import { answerOf } from '../../../src/kernel/question.ts'
import { startTokens } from './start.ts'

const DOCUMENT = {
  prompts: { id: 'domains', knobs: { domain: 'mixed', requests: 14 } },
  output: 48,
  sampling: { temperature: 0 },
}

const textsOf = (simulation: TokensSimulation): readonly string[] =>
  simulation.logs.map((_, request) => answerOf(simulation.answers, written, request)?.tokens.join('|') ?? '')

const write = (setup: object): TokensSimulation => startTokens({ ...DOCUMENT, ...setup })

const METHODS: readonly (readonly [string, object])[] = [
  ['draft model', { decoder: { id: 'draft-model', knobs: {} } }],
  ['draft model, tree', { decoder: { id: 'draft-model', knobs: { shape: 'tree' } } }],
  [
    'draft model, oracle length',
    { decoder: { id: 'draft-model', knobs: {} }, draftLength: { id: 'oracle', knobs: {} } },
  ],
  ['draft model, SpecDec++', { decoder: { id: 'draft-model', knobs: {} }, draftLength: { id: 'trained', knobs: {} } }],
  ['prompt lookup', { decoder: { id: 'prompt-lookup', knobs: {} } }],
  ['Medusa', { decoder: { id: 'medusa', knobs: {} } }],
  ['EAGLE', { decoder: { id: 'eagle', knobs: {} } }],
  ['EAGLE, tree', { decoder: { id: 'eagle', knobs: { shape: 'tree' } } }],
  ['early exit', { decoder: { id: 'early-exit', knobs: { layers: 2 } } }],
  ['rounded cache', { decoder: { id: 'rounded-cache', knobs: { bits: 3 } } }],
  ['windowed cache', { decoder: { id: 'windowed-cache', knobs: { window: 24 } } }],
]

describe('greedy decoding', () => {
  const plain = textsOf(write({ decoder: { id: 'autoregressive', knobs: {} } }))

  it.each(METHODS)('%s writes the same tokens in fewer passes', (_title, setup) => {
    const simulation = write(setup)
    expect(textsOf(simulation)).toEqual(plain)
    expect(simulation.totals.targetPasses).toBeLessThan(simulation.totals.written)
  })

  it('of the mixture of experts too', () => {
    const target = 'moe'
    const [alone, drafted] = ['autoregressive', 'draft-model'].map((id) =>
      textsOf(write({ target, decoder: { id, knobs: {} } })),
    )
    expect(drafted).toEqual(alone)
  })
})
