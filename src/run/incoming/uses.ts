/** Where what was read is of use, so that a file that comes elsewhere is told where to go. */
import type { What } from './content.ts'

export interface Use {
  /** Of which it is said that it is one. */
  readonly title: string
  readonly onPage: string
  readonly onCommandLine: string
}

const measured = 'Drop it on the page Accuracy.'

export const uses: Readonly<Record<What, Use>> = {
  trace: {
    title: 'a request trace',
    onPage: 'Drop it in the Lab.',
    onCommandLine: 'Give it with run --trace FILE, or look at it with trace FILE.',
  },
  recording: {
    title: 'a recording',
    onPage: 'Drop it in the Lab, on an experiment of the serving engine.',
    onCommandLine: 'Give it with run --recording FILE.',
  },
  model: {
    title: 'a model’s configuration',
    onPage: 'Drop it in the Lab.',
    onCommandLine: 'Give it with run --model FILE.',
  },
  accelerator: {
    title: 'the data sheet of an accelerator',
    onPage: 'Drop it in the Lab.',
    onCommandLine: 'Give it with cost, replay or calibrate --device FILE.',
  },
  experiment: {
    title: 'an experiment',
    onPage: 'Drop it in the Lab.',
    onCommandLine: 'Give it as run FILE.',
  },
  benchmark: {
    title: 'a benchmark result',
    onPage: measured,
    onCommandLine: 'Give it with calibrate FILE --gpu NAME.',
  },
  log: {
    title: 'a start-up log',
    onPage: measured,
    onCommandLine: 'Give it with calibrate FILE --gpu NAME.',
  },
  run: {
    title: 'a measured run',
    onPage: measured,
    onCommandLine: 'Give it with replay FILE, or with calibrate FILE --gpu NAME.',
  },
  'run-setup': {
    title: 'the set-up of a measured run',
    onPage: 'Drop it on the page Accuracy, together with the CSV of the run.',
    onCommandLine: 'Give it with replay RUN.csv --meta FILE.',
  },
  kernels: {
    title: 'a file of measured kernels',
    onPage: measured,
    onCommandLine: 'Give it with cost FILE.',
  },
  points: {
    title: 'a file of published points',
    onPage: measured,
    onCommandLine: 'Give it with points FILE.',
  },
}
