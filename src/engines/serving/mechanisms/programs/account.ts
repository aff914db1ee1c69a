/** Calls that belong together: how long a program took, and what tells it. */
import type { MetricDefinition } from '../../../../kernel/metric.ts'
import { defineAccount, type Told } from '../../core/account.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { type ProgramReport, programsOf, type Teller } from './report.ts'

/** The words of a way to tell latency: ids are for ever. */
interface TellerWords {
  readonly teller: Teller
  readonly id: string
  readonly label: string
  readonly of: string
  readonly source?: string
}

const told: readonly TellerWords[] = [
  { teller: 'tokens', id: 'Tokens', label: 'tokens', of: 'the tokens of their longest context' },
  { teller: 'generated', id: 'Generated', label: 'generated tokens', of: 'the tokens that they generated' },
  { teller: 'calls', id: 'Calls', label: 'calls', of: 'the number of their calls' },
  {
    ...{ teller: 'equivalents', id: 'Pte', label: 'PTE', of: 'their prefill-token equivalents' },
    source: 'Beyond Accuracy (arXiv 2604.05404)',
  },
]

const VALIDITY = 'A straight line only; over programs of which every call finished.'

/** The three figures of a correlation r: with its sign, its distance from 1, and what a line leaves of the variance. */
const figuresOf = ({
  teller,
  id,
  label,
  of,
  source,
}: TellerWords): readonly MetricDefinition<Told<ProgramReport>>[] => {
  const define = (
    words: Pick<MetricDefinition<Told<ProgramReport>>, 'id' | 'label' | 'unit' | 'help' | 'formula' | 'isSigned'>,
    figure: (r: number) => number,
  ): MetricDefinition<Told<ProgramReport>> => ({
    ...{ better: 'none', validity: VALIDITY, place: 'detail', ...words },
    ...(source !== undefined && { source }),
    of({ report: { correlation, count } }) {
      const r = correlation[teller]
      return { value: r === null ? null : figure(r), substituted: `over ${grouped(count)} programs` }
    },
  })
  return [
    define(
      {
        id: `programs.rOf${id}`,
        label: `Correlation of latency with ${label}`,
        unit: '',
        help: `Pearson’s r of programs’ latencies with ${of}: 1 on a rising line, 0 for no line, −1 on a falling one.`,
        formula: `r of programs’ latencies with ${of}`,
        isSigned: true,
      },
      (r) => r,
    ),
    define(
      {
        id: `programs.misaligned${id}`,
        label: `Misalignment of latency with ${label}`,
        unit: '',
        help: `How far programs’ latencies are from a rising line over ${of}: 0 on it, 1 for no line, 2 on a falling one.`,
        formula: `1 − r, r of programs’ latencies with ${of}`,
      },
      (r) => Math.max(0, 1 - r),
    ),
    define(
      {
        id: `programs.unexplainedBy${id}`,
        label: `Latency not told by ${label}`,
        unit: 'fraction',
        help: `Share of the variance of programs’ latencies that a straight line over ${of} leaves unexplained, rising or falling.`,
        formula: `1 − r², r of programs’ latencies with ${of}`,
      },
      (r) => Math.max(0, 1 - r * r),
    ),
  ]
}

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
    ...told.flatMap(figuresOf),
  ],
})
