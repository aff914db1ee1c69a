/** What stops a tokens set-up from running, or makes it mean something else than it seems; and facts known before. */
import type { Fact } from '../../kernel/engine.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { TokensSetup } from './schema.ts'

/** Decoders whose heads or exits were trained on the dense target. */
const OF_THE_DENSE_TARGET = ['medusa', 'eagle', 'early-exit'] as const

export function checkTokens(setup: TokensSetup): {
  readonly problems: readonly Problem[]
  readonly facts: readonly Fact[]
} {
  const problems: Problem[] = []
  const { decoder, target } = setup
  if (target !== 'target' && OF_THE_DENSE_TARGET.some((id) => id === decoder.id)) {
    problems.push({
      code: 'heads-of-another-model',
      message: `The heads of “${decoder.id}” were trained on the dense model, and the model here is “${target}”.`,
      remedy: 'Choose the dense model, or a decoder that needs no heads.',
      path: 'setup.target',
      mend: { label: 'Use the dense model', edits: { 'setup.target': 'target' } },
    })
  }
  const isDistilled = decoder.id === 'draft-model' && (decoder.knobs as { draft?: string }).draft === 'draft'
  if (setup.draftLength.id === 'trained' && !isDistilled) {
    problems.push({
      code: 'head-of-another-draft',
      message: 'SpecDec++ judges by a head on the distilled draft model, and another decoder drafts here.',
      remedy: 'Choose the distilled draft model, or another rule for the draft length.',
      path: 'setup.draftLength',
      mend: { label: 'Use the distilled draft', edits: { 'setup.decoder': { id: 'draft-model', knobs: {} } } },
    })
  }
  return { problems, facts: [] }
}
