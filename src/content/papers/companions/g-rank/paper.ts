import type { Paper } from '../../paper.ts'
import { gRank as judged } from './judged.ts'

export const gRank: Paper = {
  id: 'g-rank',
  cite: 'Gold and Pouwelse, G-Rank, 2023 (arXiv 2301.12530)',
  url: 'https://arxiv.org/abs/2301.12530',
  formula: {
    inputs: [
      { words: 'Queries that both ask often', unit: 'queries', value: 3, from: 0, to: 10, step: 1 },
      { words: 'Items that both clicked', unit: 'items', value: 2, from: 0, to: 50, step: 1 },
      { words: 'Items that either clicked', unit: 'items', value: 20, from: 1, to: 200, step: 1 },
    ],
    result: { words: 'Similarity before it is scaled', unit: '' },
    of: (queries, both, either) => (queries === 0 ? 0 : (both + queries * queries) / either),
  },
  claim: {
    words:
      'Accurate, relevant ranking is achieved in a fully decentralized network, without collecting data, and also when a device is disconnected.',
    setup: 'Peers with click logs of their own that gossip; no figure in the abstract.',
  },
  judged,
  picture: {
    panels: ['order'],
    notes: [
      { arm: 'a', track: 'order', is: 'largest', words: 'The best order that the baseline finds.' },
      { arm: 'b', track: 'order', is: 'largest', words: 'The best order that peers like oneself find.' },
    ],
  },
  why: 'The abstract has no figure and no baseline. Here four groups want different things of the same query, which is planted; where all want the same, similarity has nothing to find. The form of the authors’ text finds groups better than that of their code.',
  stops: 'one-group',
  knob: {
    path: 'subject.knobs.groups',
    words: 'Groups that want different things: with one, everybody’s clicks are as good as those of one’s own kind.',
  },
  bibtex: `@article{gold2023grank,
  title   = {G-Rank: Unsupervised Continuous Learn-to-Rank for Edge Devices in a P2P Network},
  author  = {Gold, Andrew and Pouwelse, Johan},
  journal = {arXiv preprint arXiv:2301.12530},
  year    = {2023}
}`,
}
