import type { Paper } from '../../paper.ts'
import { powerwalk as judged } from './judged.ts'

export const powerwalk: Paper = {
  id: 'powerwalk',
  cite: 'Liu, Li, Lui and Cheng, PowerWalk, CIKM 2016 (arXiv 1608.06054)',
  url: 'https://arxiv.org/abs/1608.06054',
  formula: {
    inputs: [
      { words: 'Chance to go home c', unit: '', value: 0.15, from: 0.05, to: 0.9, step: 0.05 },
      { words: 'Exact steps T', unit: 'steps', value: 2, from: 0, to: 8, step: 1 },
    ],
    result: { words: 'Mass that fingerprints stand for', unit: '%' },
    of: (stop, steps) => 100 * (1 - stop) ** steps,
  },
  claim: {
    words:
      'The vector composed at query time is much more accurate than its offline counterpart, since it uses more random walks.',
    setup: 'Graphs with billions of edges on a cluster; batches of queries share their decomposition.',
  },
  judged,
  picture: {
    panels: ['error', 'lines'],
    notes: [
      { arm: 'a', track: 'error', is: 'largest', words: 'The largest error of the baseline.' },
      { arm: 'b', track: 'error', is: 'largest', words: 'The largest error of two composed steps.' },
    ],
  },
  why: 'The graph here has 2,000 places and lies in a cache, so that whoever prepares nothing is fast, too: as many walks as fit into the same time, or six exact steps. What the paper’s fingerprints save is reading a graph of billions of edges, which none of them does here.',
  stops: 'sparse',
  knob: {
    path: 'subject.knobs.estimator.knobs.pushes',
    words:
      'Exact steps before the fingerprints: with none it is the fingerprint of the source, with three most of the graph is read.',
  },
  bibtex: `@inproceedings{liu2016powerwalk,
  title     = {PowerWalk: Scalable Personalized PageRank via Random Walks with Vertex-Centric Decomposition},
  author    = {Liu, Qin and Li, Zhenguo and Lui, John C. S. and Cheng, Jiefeng},
  booktitle = {CIKM},
  year      = {2016}
}`,
}
