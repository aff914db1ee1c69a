/** How many answers are right, by who writes and by domain, with the interval that so few prompts leave. */
import { ANSWERED_DOMAINS } from '../../engines/tokens/text/prompts.ts'
import { wilsonInterval } from '../../formulas/wilson-interval.ts'
import type { Report, Row } from './report.ts'

const exactCache = { attention: 'block-causal', caching: 'prefix' }
const ALONE = { id: 'autoregressive', knobs: {} }
const filling = (commit: object) => ({ decoder: { id: 'diffusion', knobs: { ...exactCache, commit } } })

const WRITERS: readonly (readonly [string, object])[] = [
  ['target', { decoder: ALONE }],
  ['moe', { target: 'moe', decoder: ALONE }],
  ['diffusion, one a step', filling({ id: 'fixed-rate', knobs: { places: 1 } })],
  ['diffusion, threshold .9', filling({ id: 'threshold', knobs: { threshold: 0.9 } })],
  ['diffusion, LocalLeap', filling({ id: 'local-leap', knobs: {} })],
]

/** Tokens that the longest answer takes: sixteen numbers of three digits. */
export const ROOM = { tools: 48, arithmetic: 48, recall: 8, counting: 80 } as const
const PROMPTS = 24

export const accuracyReport: Report = {
  id: 'accuracy',
  title: `Right answers of ${PROMPTS} prompts by writer and domain, greedy, with the 95 % interval, and passes a text`,
  models: ['target', 'moe', 'diffusion'],
  note: 'Exact: a text is right that begins with the one answer. Blocks of 32, each seeing what stands before it.',
  rows: ({ run, progress }) =>
    WRITERS.flatMap(([writer, setup]) =>
      ANSWERED_DOMAINS.map((domain): Row => {
        progress(`${writer} ${domain}`)
        const prompts = { id: 'domains', knobs: { domain, requests: PROMPTS } }
        const { totals, logs } = run({ prompts, output: ROOM[domain], sampling: { temperature: 0 }, ...setup })
        const { right, asked } = totals
        const [low, high] = wilsonInterval(right, asked)
        const passes = logs.reduce((sum, { rounds }) => sum + rounds, 0) / logs.length
        return { writer, domain, asked, right: asked > 0 ? right / asked : '', low, high, passes }
      }),
    ),
}
