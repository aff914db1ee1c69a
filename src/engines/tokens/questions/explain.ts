/** Why a round went the way it did: sentences from what was recorded of it. */
import type { Explanation } from '../../../kernel/engine.ts'
import { exp } from '../../../kernel/math.ts'
import type { TokensRun } from '../core/tokens-run.ts'
import { CAPACITY } from '../model/bench.ts'

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

const STOPS: Readonly<Record<string, string>> = {
  length: 'as many as a round drafts',
  threshold: 'where the rule for the length stopped',
  end: 'up to an end of text',
  'no-match': 'nothing, since the last tokens stand nowhere else in the text',
  room: 'no more than there was room for',
}

export function explainRound({ rounds, logs, built, totals }: TokensRun, round: number): Explanation {
  const request = logs[rounds.request[round]]
  if (built.denoiser) return explainStep({ rounds, logs }, round)
  const { texts } = built.bench.tokenizer
  const first = rounds.firstToken[round]
  const after = round + 1 < rounds.rounds ? rounds.firstToken[round + 1] : rounds.token.length
  const written = rounds.token.slice(first, after)
  const shown = JSON.stringify(written.map((token) => texts[token]).join(''))
  const drafted = rounds.drafted[round]
  const accepted = rounds.accepted[round]
  const sentences: string[] = []
  const number = round - request.firstRound + 1
  sentences.push(
    `Round ${number} of a text of ${request.prompt.domain}: ${count(written.length, 'token')} written, ${shown}.`,
  )
  if (!built.drafts) sentences.push('Nothing is drafted: one pass of the target, one token.')
  else if (drafted === 0)
    sentences.push(`Drafted: ${STOPS[rounds.stop[round]] ?? 'nothing'}. The pass brought the target’s own token.`)
  else {
    const passes = rounds.passes[round]
    const cost = passes === 0 ? 'without any pass' : `in ${count(passes, 'drafting pass', 'drafting passes')}`
    sentences.push(
      `${count(drafted, 'token')} drafted ${cost}, ${STOPS[rounds.stop[round]] ?? ''}; ${accepted} accepted.`,
    )
    const last = rounds.tokenSource[after - 1]
    if (last === 1)
      sentences.push(
        'The next was rejected: in its place stands one drawn from what the target gives more weight to than the draft.',
      )
    else if (last === 2)
      sentences.push('All on the path were accepted, so the pass brought one token more for nothing.')
    if (rounds.source[round] >= 0)
      sentences.push(`The draft was copied from token ${rounds.source[round]} of the text.`)
  }
  const entropy = rounds.entropy[first]
  sentences.push(
    entropy < 0.1
      ? `The target was nearly sure of the first token (entropy ${entropy.toFixed(2)} nats).`
      : `The target was spread over about ${Math.round(exp(entropy))} tokens at the first place (entropy ${entropy.toFixed(2)} nats).`,
  )
  const start = rounds.start[round]
  const end = rounds.end[round]
  return {
    start,
    end,
    instance: 0,
    facts: [
      { id: 'drafted', label: 'Drafted', value: drafted, unit: 'tokens' },
      { id: 'accepted', label: 'Accepted', value: accepted, unit: 'tokens' },
      { id: 'written', label: 'Written', value: written.length, unit: 'tokens' },
      { id: 'cache', label: 'Cache', value: CAPACITY, unit: 'entries a head at most' },
      { id: 'passes', label: 'Target passes so far', value: totals.targetPasses, unit: 'passes' },
    ],
    terms: rounds.terms[round],
    sentences,
  }
}

/** A step of denoising: how many places it looked at, and how many it was sure of. */
function explainStep({ rounds, logs }: Pick<TokensRun, 'rounds' | 'logs'>, round: number): Explanation {
  const request = logs[rounds.request[round]]
  const looked = rounds.drafted[round]
  const filled = rounds.accepted[round]
  return {
    start: rounds.start[round],
    end: rounds.end[round],
    instance: 0,
    facts: [
      { id: 'masked', label: 'Masked before', value: looked, unit: 'tokens' },
      { id: 'filled', label: 'Filled in', value: filled, unit: 'tokens' },
    ],
    terms: rounds.terms[round],
    sentences: [
      `Step ${round - request.firstRound + 1} of a text of ${request.prompt.domain}: of ${count(looked, 'masked place')} in the block ${filled} ${filled === 1 ? 'was' : 'were'} filled in.`,
      filled > 1
        ? 'They were filled in at once, and none could take the others into account.'
        : looked > 1
          ? 'No other was sure enough, or the rule takes one a step: the surest went first.'
          : 'It was the last.',
    ],
  }
}
