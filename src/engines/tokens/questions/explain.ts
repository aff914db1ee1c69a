/** Why a round went the way it did: what was recorded of it, in the words of its way of writing. */
import type { Explanation } from '../../../kernel/engine.ts'
import { contextWords } from '../core/pace.ts'
import { sources } from '../core/request-log.ts'
import type { TokensRun } from '../core/tokens-run.ts'

/** `round`: row of the log. */
export function explainRound({ rounds, logs, built, totals, pace }: TokensRun, round: number): Explanation {
  const request = logs[rounds.request[round]]
  const { texts } = built.bench.tokenizer
  const { text } = request
  const step = rounds.step[round]
  const first = rounds.firstToken[round]
  const next = request.rows[step + 1]
  const after = next === undefined ? text.length : rounds.firstToken[next]
  const { facts, sentences } = built.writings[0].explain({
    number: step + 1,
    domain: request.prompt.domain,
    tried: rounds.drafted[round],
    kept: rounds.accepted[round],
    passes: rounds.passes[round],
    source: rounds.source[round],
    stop: rounds.stop[round],
    tokens: text.token.slice(first, after).map((token) => texts[token]),
    lastSource: sources[text.source[after - 1]] ?? null,
    entropy: text.entropy[first] ?? Number.NaN,
    targetPasses: totals.targetPasses,
  })
  return {
    start: rounds.start[round],
    end: rounds.end[round],
    instance: 0,
    facts,
    terms: rounds.terms[round],
    sentences: pace.contextScale > 1 ? [...sentences, contextWords(pace.contextScale)] : sentences,
  }
}
