/** Choices that do nothing beside the chosen decoder: refused, since a knob that is turned must turn something. */
import type { Problem } from '../../../kernel/problem.ts'
import { chosen } from '../../../schema/choice.ts'
import { decoders } from '../roles/decoder/index.ts'
import { roles } from '../roles/roles.ts'
import { expertsOf } from './mixtures.ts'
import { type TokensSetup, tokensSetup } from './schema.ts'

/** What a decoder that writes in the target's place never asks. */
const ofTarget = [
  'draftLength',
  'accept',
  'kvFormat',
  'retention',
  'select',
  'weights',
  'activations',
  'stressor',
  'route',
  'expertCache',
] as const

/** What only a mixture asks. */
const ofMixtures = ['route', 'expertCache'] as const

export function unusedProblems(setup: TokensSetup): readonly Problem[] {
  const decoder = chosen(decoders, setup.decoder)
  if (decoder.replaces === undefined) return withoutExperts(setup)
  const problems: Problem[] = []
  for (const key of ofTarget) {
    const neutral = roles[key].default
    if (setup[key].id === neutral) continue
    problems.push({
      code: 'unused-choice',
      message: `${roles[key].label} “${setup[key].id}” does nothing here: “${decoder.title}” writes with a model of its own, which never asks for it.`,
      remedy: `Leave ${roles[key].label} at “${neutral}”, or choose a decoder of the target.`,
      path: `setup.${key}`,
      mend: { label: `Leave ${roles[key].label} alone`, edits: { [`setup.${key}`]: { id: neutral, knobs: {} } } },
    })
  }
  if (setup.beside) {
    problems.push({
      code: 'unused-choice',
      message: `Nothing is held against the plain model here: “${decoder.title}” writes with a model of its own, which reads both ways.`,
      remedy: 'Leave it off, or choose a decoder of the target.',
      path: 'setup.beside',
      mend: { label: 'Leave it off', edits: { 'setup.beside': false } },
    })
  }
  const { target: neutral } = tokensSetup.parse({})
  if (setup.target !== neutral) {
    problems.push({
      code: 'unused-choice',
      message: `The model “${setup.target}” does nothing here: “${decoder.title}” writes with a model of its own.`,
      remedy: 'Leave the model alone, or choose a decoder of the target.',
      path: 'setup.target',
      mend: { label: 'Leave the model alone', edits: { 'setup.target': neutral } },
    })
  }
  return problems
}

/** A dense model has no gate: who chooses one for it has chosen nothing. */
function withoutExperts(setup: TokensSetup): readonly Problem[] {
  if (expertsOf(setup) > 0) return []
  return ofMixtures
    .filter((key) => setup[key].id !== roles[key].default)
    .map((key) => ({
      code: 'unused-choice',
      message: `${roles[key].label} “${setup[key].id}” does nothing here: the model “${setup.target}” has no experts.`,
      remedy: `Choose the mixture of experts as the model, or leave ${roles[key].label} at “${roles[key].default}”.`,
      path: `setup.${key}`,
      mend: { label: 'Use the mixture', edits: { 'setup.target': 'moe' } },
    }))
}
