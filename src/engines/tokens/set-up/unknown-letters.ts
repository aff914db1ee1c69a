/** Letters of a typed prompt that no token stands for: each is read as `<unknown>`, and a person should know how many. */
import type { Problem } from '../../../kernel/problem.ts'
import { chosen } from '../../../schema/choice.ts'
import { promptSources } from '../roles/prompts/index.ts'
import { isKnownLetter } from '../text/tokenizer.ts'
import type { TokensSetup } from './schema.ts'

/** Letters shown at most. */
const SHOWN = 5

export function unknownLetters({ prompts }: TokensSetup): readonly Problem[] {
  const text = chosen(promptSources, prompts).typed?.(prompts.knobs as never)
  if (text === undefined) return []
  const letters = [...text]
  const unknown = letters.filter((letter) => !isKnownLetter(letter))
  if (unknown.length === 0) return []
  const different = [...new Set(unknown)]
  const shown = different.slice(0, SHOWN).join(' ') + (different.length > SHOWN ? ' …' : '')
  return [
    {
      code: 'unknown-letters',
      message: `${unknown.length} of ${letters.length} letters are none that the models know (${shown}): each is read as the same unknown token.`,
      remedy: 'Write plain English letters, digits and signs.',
      path: 'setup.prompts.knobs.text',
      severity: 'notice',
    },
  ]
}
