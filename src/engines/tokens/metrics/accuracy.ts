/** How many answers are right: exact, by the text that the domain's own generator expects. All of them, and domain by domain. */

import { wilsonInterval } from '../../../formulas/wilson-interval.ts'
import type { DividedMetric, MetricValue } from '../../../kernel/metric.ts'
import type { RequestLog } from '../core/request-log.ts'
import { ANSWERED_DOMAINS } from '../text/prompts.ts'
import { rungOf } from '../text/tasks/ladder.ts'
import { DIFFICULTIES } from '../text/tasks/task.ts'
import { defineMetric, type RunFacts } from './run-facts.ts'

export const rightAnswers = defineMetric({
  id: 'rightAnswers',
  label: 'Right answers',
  unit: 'fraction',
  better: 'higher',
  help: 'Prompts with a known answer (sums, lists, recall, calls) whose text begins with it.',
  of: ({ logs }) => shareOf(judgedIn(logs)) ?? { value: null, n: 0 },
  by: ({ logs }) => each(judgedIn(logs)),
})

/** Of texts of one kind; there where the run has asked any. */
export const rightByDomain: readonly DividedMetric<RunFacts>[] = [...ANSWERED_DOMAINS, ...DIFFICULTIES.map(rungOf)].map(
  (domain) =>
    defineMetric({
      // A rung of the ladder has a dash in its name, which no metric has.
      id: `right.${domain.replace('-', '')}`,
      label: `Right answers, ${domain}`,
      unit: 'fraction',
      better: 'higher',
      help: `Prompts of ${domain} whose text begins with the one right answer.`,
      place: 'detail',
      of: ({ logs }) => shareOf(judgedIn(logs, domain)),
      by: ({ logs }) => each(judgedIn(logs, domain)),
    }),
)

const judgedIn = (logs: readonly RequestLog[], domain?: string): readonly RequestLog[] =>
  logs.filter(({ isRight, prompt }) => isRight !== null && (domain === undefined || prompt.domain === domain))

function shareOf(judged: readonly RequestLog[]): MetricValue | null {
  const n = judged.length
  if (n === 0) return null
  const right = judged.filter(({ isRight }) => isRight).length
  const [low, high] = wilsonInterval(right, n).map((share) => (100 * share).toFixed(0))
  return {
    ...{ value: right / n, n, substituted: `${right} / ${n}` },
    note: `95 % interval of the share: ${low} to ${high} % (Wilson).`,
  }
}

const each = (judged: readonly RequestLog[]) => ({
  over: judged.map(({ isRight }) => (isRight ? 1 : 0)),
  under: judged.map(() => 1),
})
