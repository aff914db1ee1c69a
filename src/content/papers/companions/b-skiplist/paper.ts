import type { Paper } from '../../paper.ts'
import { bSkiplist as judged } from './judged.ts'

/** Levels of keys that are promoted with a chance, and lines looked at on each, by halving a node of so many keys. */
const linesOf = (keys: number, nodeKeys: number): number => {
  const levels = Math.max(1, Math.ceil(Math.log(keys) / Math.log(Math.max(2, nodeKeys / 2))))
  return (levels + 1) * (1 + Math.ceil(Math.log2(Math.max(1, nodeKeys / 8))))
}

export const bSkiplist: Paper = {
  id: 'b-skiplist',
  cite: 'Luo et al., B-Skiplist, 2025 (arXiv 2507.21492)',
  url: 'https://arxiv.org/abs/2507.21492',
  formula: {
    inputs: [
      { words: 'Keys', unit: 'keys', value: 100_000, from: 100, to: 1_000_000, step: 100 },
      { words: 'Keys of a node', unit: 'keys', value: 32, from: 4, to: 256, step: 4 },
    ],
    result: { words: 'Lines on the way down, at most', unit: 'lines' },
    of: linesOf,
  },
  claim: {
    words:
      '2 to 9 × the throughput of concurrent skip lists and 3.5 to 103 × lower p99; 0.9 to 1.7 × the throughput of trees made for caches.',
    setup: '128 threads, against the skip lists of Folly and of Java, and trees such as Masstree.',
  },
  judged,
  picture: {
    panels: ['latency', 'lines'],
    notes: [
      { arm: 'a', track: 'latency', is: 'largest', words: 'Steps from node to node, each another line.' },
      {
        arm: 'b',
        track: 'latency',
        is: 'largest',
        words: 'A full node is cut: the slowest moment.',
      },
    ],
  },
  why: 'Eight threads and 20,000 keys here, in modelled caches that are as small for them as real ones are for what the authors hold. The skip list that it is held against looks first and takes no lock to read, and has its chance of promotion tuned. A tree of the same nodes is better still, as it never has nodes cut by chance; the paper says 0.9 to 1.7 of it.',
  stops: 'small',
  knob: {
    path: 'subject.knobs.index.knobs.nodeKeys',
    words: 'Keys of a node: more are fewer nodes to find, until every insertion moves more lines than a search saves.',
  },
  bibtex: `@article{luo2025bskiplist,
  title   = {Bridging Cache-Friendliness and Concurrency: A Locality-Optimized In-Memory B-Skiplist},
  author  = {Luo, Yicong and Hao, Senhe and Wheatman, Brian and Pandey, Prashant and Xu, Helen},
  journal = {arXiv preprint arXiv:2507.21492},
  year    = {2025}
}`,
}
