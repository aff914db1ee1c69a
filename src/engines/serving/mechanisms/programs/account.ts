/** Calls that belong together: how long a program took, and what tells it. */
import type { MetricDefinition } from '../../../../kernel/metric.ts'
import { defineAccount, type Told } from '../../core/account.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { type ProgramReport, programsOf } from './report.ts'

type Teller = 'unexplainedByTokens' | 'unexplainedByGenerated' | 'unexplainedByPte'

const unexplained = (
  teller: Teller & keyof ProgramReport,
  words: Pick<MetricDefinition<Told<ProgramReport>>, 'label' | 'help' | 'formula' | 'source'>,
): MetricDefinition<Told<ProgramReport>> => ({
  id: `programs.${teller}`,
  unit: 'fraction',
  better: 'none',
  validity: 'A straight line only; over programs of which every call finished.',
  ...words,
  of: ({ report }) => ({ value: report[teller] }),
})

export const programAccount = defineAccount<ProgramReport>({
  key: 'programs',
  reportOf: programsOf,
  metrics: [
    {
      id: 'programs.latency',
      label: 'Program latency, mean',
      unit: 's',
      better: 'lower',
      help: 'Mean time that the calls of a program took together, pauses between them left out.',
      formula: 'Σ over its calls of t(end) − t(arrival), mean over programs',
      validity: 'Programs of which every call finished.',
      of: ({ report: { latency, count } }) => ({ value: latency, substituted: `over ${grouped(count)} programs` }),
    },
    unexplained('unexplainedByTokens', {
      label: 'Latency not told by tokens',
      help: 'Share of the variance of programs’ latencies that their numbers of tokens leave unexplained, 1 − r².',
      formula: '1 − r², r of programs’ latencies with the tokens of their longest context',
    }),
    unexplained('unexplainedByGenerated', {
      label: 'Latency not told by generated tokens',
      help: 'The same of the tokens that they generated.',
      formula: '1 − r², r of programs’ latencies with the tokens that they generated',
    }),
    unexplained('unexplainedByPte', {
      label: 'Latency not told by PTE',
      help: 'The same of their prefill-token equivalents.',
      formula: '1 − r², r of programs’ latencies with their prefill-token equivalents',
      source: 'Beyond Accuracy (arXiv 2604.05404)',
    }),
  ],
})
