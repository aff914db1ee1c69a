/** PowerWalk before the referee: error of composed vectors, against the fingerprint of the source and against walks when asked. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

export const powerwalk: Judged = {
  figure: 'Error of the vectors',
  link: '#/lab?v=2&engine=index-locality&title=PowerWalk&subject=graph&subject.operations=8&subject.batch=2&warmUp=0',
  arms: {
    composed: { role: 'mechanism', title: 'PowerWalk, two steps', set: 'subject.estimator=powerwalk' },
    fingerprint: {
      role: 'baseline',
      title: 'The fingerprint of the source',
      set: 'subject.estimator=fingerprint',
      tuned: [{ path: 'subject.knobs.estimator.knobs.walks', values: [100, 200] }],
    },
    walks: {
      role: 'baseline',
      title: 'Walks when asked, in no more time',
      set: 'subject.estimator=walks-now',
      tuned: [{ path: 'subject.knobs.estimator.knobs.walks', values: [1000, 10000] }],
    },
    steps: {
      role: 'ablation',
      title: 'The same steps without fingerprints',
      set: 'subject.estimator=steps-alone',
    },
    sixSteps: {
      role: 'ablation',
      title: 'Six steps without fingerprints',
      set: 'subject.estimator=steps-alone&subject.estimator.pushes=6',
    },
    others: { role: 'control', title: 'Fingerprints of any vertices', set: 'subject.estimator=of-others' },
  },
  claim: {
    kind: 'direction',
    metric: 'l1Error',
    better: 'lower',
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-fingerprint',
      words: 'The composed vector is several times as true as the fingerprint, of twice as many walks too.',
      of: { arm: 'composed', over: 'fingerprint' },
      from: 3,
      to: 9,
    },
    {
      id: 'size',
      words: 'With 100 walks and two steps the error is about 0.15.',
      of: { arm: 'composed' },
      from: 0.12,
      to: 0.17,
    },
    {
      id: 'by-fingerprints',
      words: 'Steps alone are several times as far off.',
      of: { arm: 'composed', over: 'steps' },
      from: 4,
      to: 12,
    },
    {
      id: 'no-more-time',
      words: 'The walks when asked that it is held against take no more time.',
      of: { arm: 'composed', over: 'walks', metric: 'latency.mean', better: 'lower' },
      from: 0.2,
      to: 1,
    },
    {
      id: 'shared',
      words: 'In a batch of sixteen, places are read for several queries at once.',
      of: { arm: 'composed', metric: 'sharedWork', under: 'batch' },
      from: 0.1,
      to: 0.7,
    },
    {
      id: 'small-graph',
      words: 'On a graph as small as this six steps alone are truer, and take a fraction of the time.',
      of: { arm: 'composed', over: 'sixSteps', metric: 'latency.mean', better: 'lower' },
      from: 0.02,
      to: 0.5,
    },
  ],
  sensitivity: [
    {
      id: 'fewer-walks',
      words: 'Half as many walks',
      set: '',
      arms: { composed: 'subject.estimator.walks=50', others: 'subject.estimator.walks=50' },
    },
    { id: 'home', words: 'Walkers go home twice as often', set: 'subject.stop=0.3' },
    { id: 'sparse', words: 'Half as many ties', set: 'subject.ties=2' },
    { id: 'larger', words: 'Twice as many places', set: 'subject.vertices=4000' },
    { id: 'batch', words: 'Sixteen queries a batch', set: 'subject.batch=16&subject.operations=2' },
  ],
  decides: ['estimator/powerwalk'],
}
