/** What each model writes: one prompt of every kind of text, gone on with. */
import type { Report } from './report.ts'

/** Ways to write, by the model that a person would name. */
const WRITERS: readonly (readonly [string, object])[] = [
  ['target', {}],
  ['moe', { target: 'moe' }],
  ['diffusion', { decoder: { id: 'diffusion', knobs: {} } }],
]
const LENGTH = 24
const SHOWN = 28

const inOneLine = (text: string): string => text.replaceAll('\n', '⏎')

export const samplesReport: Report = {
  id: 'samples',
  title: `What the models write at temperature 0.7: ${LENGTH} tokens behind a prompt of every kind`,
  models: ['target', 'moe', 'diffusion'],
  rows: ({ run, progress }) =>
    WRITERS.flatMap(([model, setup]) => {
      progress(model)
      const simulation = run({
        ...{ decoder: { id: 'autoregressive', knobs: {} }, output: LENGTH, sampling: { temperature: 0.7 } },
        ...{ prompts: { id: 'domains', knobs: { domain: 'mixed', requests: 7 } }, ...setup },
      })
      const { logs, built } = simulation
      return logs.map(({ prompt, text }) => ({
        model,
        domain: prompt.domain,
        'prompt ends in': inOneLine(prompt.text.slice(-SHOWN)),
        sample: inOneLine(built.bench.tokenizer.decode(text.token)),
      }))
    }),
}
