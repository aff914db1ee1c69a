/** G-Rank before the referee: order found, against popularity with and without a centre, and against one's own clicks. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const explore = { path: 'subject.knobs.explore', values: [0, 0.5] }

export const gRank: Judged = {
  figure: 'Order found (nDCG)',
  link: '#/lab?v=2&engine=index-locality&title=G-Rank&subject=peers&subject.peers=20&subject.rounds=30',
  arms: {
    similar: {
      role: 'mechanism',
      title: 'G-Rank',
      set: 'subject.ranker=g-rank',
      tuned: [explore, { path: 'subject.knobs.ranker.knobs.form', values: ['code', 'text'] }],
    },
    popular: {
      role: 'baseline',
      title: 'Popularity',
      set: 'subject.ranker=popularity',
      tuned: [explore, { path: 'subject.knobs.ranker.knobs.of', values: ['known', 'everybody'] }],
    },
    own: { role: 'baseline', title: 'Own clicks', set: 'subject.ranker=own-clicks', tuned: [explore] },
    random: { role: 'control', title: 'Others count at random', set: 'subject.ranker=any-peers', tuned: [explore] },
    nothing: { role: 'ablation', title: 'Any order', set: 'subject.ranker=no-order' },
    wanted: { role: 'oracle', title: 'What is wanted', set: 'subject.ranker=wanted&subject.explore=0' },
  },
  claim: {
    kind: 'direction',
    metric: 'ndcg',
    better: 'higher',
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-popularity',
      words: 'Clicks of those who are alike give a better order than everybody’s.',
      of: { arm: 'similar', over: 'popular' },
      from: 1.04,
      to: 1.4,
    },
    {
      id: 'cut-off',
      words: 'Who is cut off still finds a better order than any.',
      of: { arm: 'similar', over: 'nothing', metric: 'cutOffNdcg', under: 'cut-off' },
      from: 1.1,
      to: 1.6,
    },
    {
      id: 'flood',
      words: 'Clicks that peers make up fool fewer queries than they do where all clicks count alike.',
      of: { arm: 'similar', over: 'popular', metric: 'fooled', better: 'lower', under: 'flood' },
      from: 1.05,
      to: 4,
    },
    {
      id: 'blocks',
      words: 'At the end peers of the same group count several times as much as others.',
      of: { arm: 'similar', metric: 'similarityBlock' },
      from: 2,
      to: 12,
    },
    {
      id: 'one-group',
      words: 'Where all want the same, popularity does as well.',
      of: { arm: 'similar', over: 'popular', under: 'one-group' },
      from: 0.85,
      to: 1.02,
    },
  ],
  sensitivity: [
    { id: 'one-group', words: 'All peers want the same', set: 'subject.groups=1' },
    { id: 'ten-groups', words: 'Ten groups of two', set: 'subject.groups=10' },
    { id: 'quiet', words: 'A tenth of what is known is told', set: 'subject.gossip=0.1' },
    { id: 'short', words: 'Half as many rounds', set: 'subject.rounds=15' },
    { id: 'cut-off', words: 'Two peers cut off', set: 'subject.cutOff=2' },
    { id: 'flood', words: 'Two peers flood', set: 'subject.flooders=2' },
  ],
  decides: ['ranker/g-rank'],
}
