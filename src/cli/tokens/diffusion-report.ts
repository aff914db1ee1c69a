/** Denoising: steps against quality, judged by the target, beside how much the text repeats itself. */

import { readingOf } from '../../engines/tokens/evaluate/overlap.ts'
import { type EvaluationText, lossOf } from '../../engines/tokens/evaluate/teacher-forced.ts'
import type { TokensSimulation } from '../../engines/tokens/simulation.ts'
import type { Report, Row } from './report.ts'

const DOMAINS = ['code', 'tools', 'counting', 'arithmetic', 'prose'] as const
const OUTPUT = 64

const SETTINGS: readonly (readonly [string, object])[] = [
  ['one a step', { commit: { id: 'fixed-rate', knobs: { places: 1 } } }],
  ['threshold .95', { commit: { id: 'threshold', knobs: { threshold: 0.95 } } }],
  ['threshold .9', { commit: { id: 'threshold', knobs: { threshold: 0.9 } } }],
  ['threshold .7', { commit: { id: 'threshold', knobs: { threshold: 0.7 } } }],
  ['threshold .5', { commit: { id: 'threshold', knobs: { threshold: 0.5 } } }],
  ['2 a step', { commit: { id: 'fixed-rate', knobs: { places: 2 } } }],
  ['4 a step', { commit: { id: 'fixed-rate', knobs: { places: 4 } } }],
  ['8 a step', { commit: { id: 'fixed-rate', knobs: { places: 8 } } }],
  ['threshold .9, prefix cache', { caching: 'prefix' }],
  ['threshold .9, dual cache', { caching: 'dual' }],
  ['threshold .9, block-causal, blocks of 8', { attention: 'block-causal', block: 8, caching: 'prefix' }],
]

export const diffusionReport: Report = {
  id: 'diffusion',
  title: 'Diffusion: steps for 64 tokens, loss of the text under the target (nats a token), share of different triples',
  models: ['diffusion', 'target'],
  note: 'The judge rewards repetition, so few different triples spoil a low loss. Blocks of 32 where nothing else is said; greedy.',
  rows({ run, bench, progress }) {
    const judge = readingOf(bench(['target']), 'target')
    const rows: Row[] = []
    for (const domain of DOMAINS) {
      const prompts = { id: 'domains', knobs: { domain, requests: 8 } }
      const common = { prompts, output: OUTPUT, sampling: { temperature: 0 } }
      const judged = (title: string, simulation: TokensSimulation) => {
        const texts = textsOf(simulation)
        const tokens = simulation.totals.written
        rows.push({
          domain,
          rule: title,
          'steps/64': (64 * simulation.totals.targetPasses) / tokens,
          loss: lossOf(judge, texts).loss,
          'different triples': distinct(texts),
          right: simulation.totals.asked === 0 ? '' : simulation.totals.right / simulation.totals.asked,
          'rows/token': simulation.totals.targetRows / tokens,
        })
      }
      progress(`${domain} target`)
      judged('the target, greedy', run({ ...common, decoder: { id: 'autoregressive', knobs: {} } }))
      for (const [title, knobs] of SETTINGS) {
        progress(`${domain} ${title}`)
        judged(title, run({ ...common, decoder: { id: 'diffusion', knobs } }))
      }
    }
    return rows
  },
}

/** Prompt and output; only the output counts as a loss. */
const textsOf = ({ logs }: TokensSimulation): readonly EvaluationText[] =>
  logs.map(({ promptTokens, text, prompt }) => {
    const tokens = [...promptTokens, ...text.token]
    return { domain: prompt.domain, tokens, known: tokens.map((_token, place) => place >= promptTokens.length) }
  })

/** Different triples of tokens over all triples of the outputs. */
function distinct(texts: readonly EvaluationText[]): number {
  let all = 0
  let different = 0
  for (const { tokens, known } of texts) {
    const output = tokens.filter((_token, place) => known[place])
    const seen = new Set<string>()
    for (let i = 0; i + 3 <= output.length; i++) {
      seen.add(output.slice(i, i + 3).join())
      all++
    }
    different += seen.size
  }
  return different / all
}
