/** Modelled time, of the large model that the target stands for. */
import { contextWords } from '../core/pace.ts'
import { defineMetric, type RunFacts, ratio } from './run-facts.ts'

/** Without its scale a modelled time cannot be read. */
const scaled = ({ contextScale }: RunFacts) => (contextScale > 1 ? { note: contextWords(contextScale) } : {})

export const speedUp = defineMetric({
  id: 'speedUp',
  label: 'Speed-up, modelled',
  unit: '×',
  better: 'higher',
  help: 'Time of the same text written token by token over the time of these rounds, both on the chosen accelerator.',
  formula: 'Σ t(1) / Σ (drafting + t(rows))',
  validity: 'Modelled for the large model that the target stands for; the browser’s own time is another matter.',
  of: (run) => ({
    value: ratio(run.totals.plainTime, run.totals.plainTime > 0 ? run.totals.stepTime : 0),
    ...scaled(run),
  }),
  by: ({ logs }) => ({ over: logs.map(({ plainTime }) => plainTime), under: logs.map(({ stepTime }) => stepTime) }),
})

export const rightRate = defineMetric({
  id: 'rightRate',
  label: 'Tokens a second of decoding × right answers, modelled',
  unit: 'tokens/s',
  better: 'higher',
  help: 'Tokens of all steps by modelled second, times the share of known answers that came out right: to be fast and wrong is no gain.',
  formula: 'right / asked × tokens / Σ (drafting + t(rows))',
  validity: 'Prompts that are read do not count, nor how long texts become.',
  place: 'detail',
  of: (run) => {
    const { right, asked, written, firstTokens, stepTime } = run.totals
    return asked > 0
      ? { value: ratio(right * (written - firstTokens), asked * stepTime), n: asked, ...scaled(run) }
      : null
  },
})

export const throughput = defineMetric({
  id: 'throughput',
  label: 'Tokens emitted, mean, modelled',
  unit: 'tokens/s',
  better: 'higher',
  help: 'Tokens written per modelled second, prefill included, of one stream.',
  place: 'first',
  of: (run) => ({ value: ratio(run.totals.written, run.now), ...scaled(run) }),
})
