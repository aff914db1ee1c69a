/** What stops a tokens set-up from running, or makes it mean something else than it seems; and facts known before. */
import type { Fact } from '../../../kernel/engine.ts'
import type { Problem } from '../../../kernel/problem.ts'
import { chosen, picked } from '../../../schema/choice.ts'
import { accepts } from '../roles/accept/index.ts'
import { decoders } from '../roles/decoder/index.ts'
import { draftLengths } from '../roles/draft-length/index.ts'
import { expertCaches } from '../roles/expert-cache/index.ts'
import { kvFormats } from '../roles/kv-format/index.ts'
import { retentions } from '../roles/retention/index.ts'
import { stressors } from '../roles/stressor/index.ts'
import { weightForms } from '../roles/weights/index.ts'
import { cardProblems } from './card.ts'
import type { TokensSetup } from './schema.ts'
import { unknownLetters } from './unknown-letters.ts'
import { unusedProblems } from './unused.ts'

export function checkTokens(setup: TokensSetup): {
  readonly problems: readonly Problem[]
  readonly facts: readonly Fact[]
} {
  const problems: Problem[] = []
  const { target } = setup
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  if (decoder.headsOf !== undefined && target !== decoder.headsOf) {
    problems.push({
      code: 'heads-of-another-model',
      message: `The heads of “${decoder.id}” were trained on the dense model, and the model here is “${target}”.`,
      remedy: 'Choose the dense model, or a decoder that needs no heads.',
      path: 'setup.target',
      mend: { label: 'Use the dense model', edits: { 'setup.target': 'target' } },
    })
  }
  const { headOf } = chosen(draftLengths, setup.draftLength)
  if (headOf !== undefined && decoder.draftModel?.(knobs) !== headOf) {
    problems.push({
      code: 'head-of-another-draft',
      message: 'SpecDec++ judges by a head on the distilled draft model, and another decoder drafts here.',
      remedy: 'Choose the distilled draft model, or another rule for the draft length.',
      path: 'setup.draftLength',
      mend: { label: 'Use the distilled draft', edits: { 'setup.decoder': { id: 'draft-model', knobs: {} } } },
    })
  }
  const [retention, format] = [picked(retentions, setup.retention), picked(kvFormats, setup.kvFormat)]
  if (retention.definition.turnsKeys?.(retention.knobs) && format.definition.keepsTurned?.(format.knobs)) {
    problems.push({
      code: 'turned-keys-kept',
      message: `“${retention.definition.title}” turns keys to new positions, and “${format.definition.title}” keeps them as they are after their rotation.`,
      remedy: 'Round keys before their rotation, or count positions in the text.',
      path: 'setup.kvFormat',
      mend: { label: 'Round before the rotation', edits: { 'setup.kvFormat.knobs.rotation': 'before' } },
    })
  }
  if (!chosen(expertCaches, setup.expertCache).holdsAll && setup.pace.batch > 1) {
    problems.push({
      code: 'cache-of-one-stream',
      message: `${setup.pace.batch} streams share each pass, and what ${setup.pace.batch - 1} of them ask of the experts in memory is not known.`,
      remedy: 'Let one stream have them, or keep all experts in memory.',
      path: 'setup.pace.batch',
      mend: { label: 'One stream', edits: { 'setup.pace.batch': 1 } },
    })
  }
  const verdict = chosen(accepts, setup.accept)
  if (verdict.isLossy && decoder.replaces === undefined) {
    problems.push({
      code: 'lossy-verdict',
      message: `The verdict “${verdict.title}” does not write what the model “${target}” alone would write.`,
      remedy: 'Choose the exact verdict, or look at the right answers beside the speed.',
      path: 'setup.accept',
      severity: 'notice',
      mend: { label: 'Judge exactly', edits: { 'setup.accept': { id: 'exact', knobs: {} } } },
    })
  }
  if (target === 'moe' && chosen(weightForms, setup.weights).denseOnly) {
    problems.push({
      code: 'no-experts',
      message: `“${setup.weights.id}” searches scales that matrices of one input share, and knows nothing of experts.`,
      remedy: 'Choose the dense model, or weights that are rounded without calibration.',
      path: 'setup.weights',
      mend: { label: 'Use the dense model', edits: { 'setup.target': 'target' } },
    })
  }
  if (chosen(stressors, setup.stressor).isMarked) {
    problems.push({
      code: 'stressed-model',
      message: 'Stressed model: numbers inside it are not those it was trained with, though it computes the same.',
      remedy: 'Figures of rounding are those of such a model; without the stressor they are of the model as it came.',
      path: 'setup.stressor',
      severity: 'notice',
    })
  }
  problems.push(...unusedProblems(setup), ...unknownLetters(setup), ...cardProblems(setup))
  return { problems, facts: [] }
}
