/** A round in words. */
import type { Fact } from '../../../../kernel/engine.ts'
import { exp } from '../../../../kernel/math.ts'
import type { StepRecord } from '../../contracts/writing.ts'

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

const STOPS: Readonly<Record<string, string>> = {
  length: 'as many as a round drafts',
  threshold: 'where the rule for the length stopped',
  end: 'up to an end of text',
  'no-match': 'nothing, since the last tokens stand nowhere else in the text',
  room: 'no more than there was room for',
}

interface RoundWords {
  readonly facts: readonly Fact[]
  readonly sentences: readonly string[]
}

/** `capacity`: entries that a head of the cache can hold. */
export function explainRound(
  step: StepRecord,
  { drafts, capacity }: { readonly drafts: boolean; readonly capacity: number },
): RoundWords {
  const { tokens, tried, kept, entropy } = step
  const shown = JSON.stringify(tokens.join(''))
  const what =
    step.number === 1
      ? [`The prompt of a text of ${step.domain} was read in one pass, and brought the first token, ${shown}.`]
      : [
          `Round ${step.number} of a text of ${step.domain}: ${count(tokens.length, 'token')} written, ${shown}.`,
          ...(drafts ? aboutDraft(step) : ['Nothing is drafted: one pass of the target, one token.']),
        ]
  return {
    facts: [
      { id: 'drafted', label: 'Drafted', value: tried, unit: 'tokens' },
      { id: 'accepted', label: 'Accepted', value: kept, unit: 'tokens' },
      { id: 'written', label: 'Written', value: tokens.length, unit: 'tokens' },
      { id: 'cache', label: 'Cache', value: capacity, unit: 'entries a head at most' },
      { id: 'passes', label: 'Target passes so far', value: step.targetPasses, unit: 'passes' },
    ],
    sentences: [
      ...what,
      entropy < 0.1
        ? `The target was nearly sure of the first token (entropy ${entropy.toFixed(2)} nats).`
        : `The target was spread over about ${Math.round(exp(entropy))} tokens at the first place (entropy ${entropy.toFixed(2)} nats).`,
    ],
  }
}

function aboutDraft({ tried, kept, passes, stop, source, lastSource }: StepRecord): readonly string[] {
  if (tried === 0) return [`Drafted: ${STOPS[stop] ?? 'nothing'}. The pass brought the target’s own token.`]
  const cost = passes === 0 ? 'without any pass' : `in ${count(passes, 'drafting pass', 'drafting passes')}`
  const sentences = [`${count(tried, 'token')} drafted ${cost}, ${STOPS[stop] ?? ''}; ${kept} accepted.`]
  if (lastSource === 'residual')
    sentences.push(
      'The next was rejected: in its place stands one drawn from what the target gives more weight to than the draft.',
    )
  else if (lastSource === 'bonus')
    sentences.push('All on the path were accepted, so the pass brought one token more for nothing.')
  if (source >= 0) sentences.push(`The draft was copied from token ${source} of the text.`)
  return sentences
}
