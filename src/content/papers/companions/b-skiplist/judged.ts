/** The B-skip list before the referee: throughput against concurrent skip lists, and a tree of the same nodes beside them. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const promotion = { path: 'subject.knobs.index.knobs.promotion', values: [0.25, 0.5] }

export const bSkiplist: Judged = {
  figure: 'Operations a second',
  link: '#/lab?v=2&engine=index-locality&title=B-skip+list&subject.mix=update-heavy&subject.keys=20000&subject.operations=1500&subject.threads=8&cache.l2=256',
  arms: {
    blocked: {
      role: 'mechanism',
      title: 'B-skip list, hand over hand',
      set: 'subject.index=b-skiplist&subject.locks=hand-over-hand',
      tuned: [{ path: 'subject.knobs.index.knobs.nodeKeys', values: [16, 32, 64] }],
    },
    plain: {
      role: 'baseline',
      title: 'Skip list, looks first',
      set: 'subject.index=skiplist&subject.locks=optimistic',
      tuned: [promotion],
    },
    held: {
      role: 'baseline',
      title: 'Skip list, hand over hand',
      set: 'subject.index=skiplist&subject.locks=hand-over-hand',
      tuned: [promotion],
    },
    tree: {
      role: 'ablation',
      title: 'Without drawn heights: a B+-tree that looks first',
      set: 'subject.index=b-plus-tree&subject.locks=optimistic',
    },
    untied: {
      role: 'control',
      title: 'Every second key promoted, whatever a node holds',
      set: 'subject.index=b-skiplist&subject.index.spread=0.0625&subject.locks=hand-over-hand',
    },
  },
  claim: {
    kind: 'range',
    metric: 'operationRate',
    better: 'higher',
    low: 2,
    high: 9,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-skip-list',
      words:
        'A node of many keys does more operations a second than a key a node, even where that one takes no locks to read.',
      of: { arm: 'blocked', over: 'plain' },
      from: 1.3,
      to: 4,
    },
    {
      id: 'tail',
      words: 'Its slowest operations take less than half as long.',
      of: { arm: 'blocked', over: 'plain', metric: 'latency.p99', better: 'lower' },
      from: 1.6,
      to: 10,
    },
    {
      id: 'misses',
      words: 'With the same locks it misses half as often or less.',
      of: { arm: 'blocked', over: 'held', metric: 'misses', better: 'lower' },
      from: 1.7,
      to: 5,
    },
    {
      id: 'filled',
      words: 'Nodes are a quarter to three fifths full, since chance cuts them.',
      of: { arm: 'blocked', metric: 'nodesFilled' },
      from: 0.25,
      to: 0.6,
    },
    {
      id: 'tree',
      words: 'A tree of the same nodes whose searches take no locks does more.',
      of: { arm: 'blocked', over: 'tree' },
      from: 0.5,
      to: 1,
    },
    {
      id: 'small',
      words: 'Where everything lies in a cache, most of the gain is gone.',
      of: { arm: 'blocked', over: 'plain', under: 'small' },
      from: 0.5,
      to: 1.5,
    },
  ],
  sensitivity: [
    { id: 'small', words: 'A twentieth of the keys: all of them in a cache', set: 'subject.keys=1000' },
    { id: 'larger', words: 'Two and a half times as many keys', set: 'subject.keys=50000' },
    { id: 'reads', words: 'Only look-ups', set: 'subject.mix=read-only' },
    { id: 'ranges', words: 'Short ranges', set: 'subject.mix=ranges' },
    { id: 'one-thread', words: 'One thread', set: 'subject.threads=1' },
    { id: 'dear-cores', words: 'Lines of other cores twice as dear', set: 'latency.core=58' },
  ],
  decides: ['index/b-skiplist'],
  survivors: {
    'index/b-skiplist.keep':
      'Where a node that runs over is cut matters little, since chance cuts most nodes before they do; only a cut at its end is seen.',
  },
}
