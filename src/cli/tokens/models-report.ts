/** What each model gets right, by domain and difficulty, beside what was aimed at. */
import { ANSWERED_DOMAINS } from '../../engines/tokens/text/prompts.ts'
import { rungOf } from '../../engines/tokens/text/tasks/ladder.ts'
import { DIFFICULTIES } from '../../engines/tokens/text/tasks/task.ts'
import { wilsonInterval } from '../../formulas/wilson-interval.ts'
import { ROOM } from './accuracy-report.ts'
import { aimOf } from './aims.ts'
import type { Report, Row } from './report.ts'

const ALONE = { id: 'autoregressive', knobs: {} }
/** The way that the aims of the denoising model speak of: one place a step, blocks of 32, which nothing behind them reaches. */
const FILLING = {
  id: 'diffusion',
  knobs: {
    attention: 'block-causal',
    caching: 'prefix',
    block: 32,
    commit: { id: 'fixed-rate', knobs: { places: 1 } },
  },
}

/** Who writes, how, and on how many prompts of a kind: as many as half a minute allows. */
const WRITERS: readonly (readonly [model: string, setup: object, prompts: number])[] = [
  ['target', { decoder: ALONE }, 200],
  ['moe', { target: 'moe', decoder: ALONE }, 100],
  ['diffusion', { decoder: FILLING }, 60],
]

/** Tokens that the longest answer of the ladder takes: sixteen brackets and the end of the line. */
const LADDER_ROOM = 20

interface Kind {
  readonly kind: string
  readonly output: number
  prompts(requests: number): object
}

const KINDS: readonly Kind[] = [
  ...ANSWERED_DOMAINS.map((domain) => ({
    kind: domain,
    output: ROOM[domain],
    prompts: (requests: number) => ({ id: 'domains', knobs: { domain, requests } }),
  })),
  ...DIFFICULTIES.map((difficulty) => ({
    kind: rungOf(difficulty),
    output: LADDER_ROOM,
    prompts: (requests: number) => ({ id: 'ladder', knobs: { difficulty: String(difficulty), requests } }),
  })),
]

export const modelsReport: Report = {
  id: 'models',
  title: 'Right answers by model, domain and difficulty, greedy, with the 95 % interval, beside the aims',
  models: ['target', 'moe', 'diffusion'],
  note: 'Exact: a text is right that begins with the one answer. Diffusion fills one place a step, block-causal, in blocks of 32. Losses: `tokens losses`.',
  rows: ({ run, progress }) =>
    WRITERS.flatMap(([model, setup, requests]) =>
      KINDS.map(({ kind, output, prompts }): Row => {
        progress(`${model} ${kind}`)
        const { totals } = run({ prompts: prompts(requests), output, sampling: { temperature: 0 }, ...setup })
        const { right, asked } = totals
        const [low, high] = wilsonInterval(right, asked)
        return { model, kind, asked, right: right / asked, low, high, ...aimOf(model, kind, right / asked) }
      }),
    ),
}
