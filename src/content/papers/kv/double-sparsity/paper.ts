import type { Paper } from '../../paper.ts'
import { doubleSparsity as judged } from './judged.ts'

export const doubleSparsity: Paper = {
  id: 'double-sparsity',
  cite: 'Yang et al., Post-Training Sparse Attention with Double Sparsity, 2024 (arXiv 2408.07092)',
  url: 'https://arxiv.org/abs/2408.07092',
  formula: {
    inputs: [
      { words: 'Channels of a key d', unit: 'channels', value: 128, from: 16, to: 256, step: 16 },
      { words: 'Channels of a label r', unit: 'channels', value: 8, from: 1, to: 64, step: 1 },
      { words: 'Bits of a label b', unit: 'bit', value: 4, from: 2, to: 16, step: 1 },
      { words: 'Entries read k', unit: '%', value: 6.25, from: 1, to: 100, step: 0.25 },
    ],
    result: { words: 'Cache read', unit: '%' },
    of: (d, r, b, k) => (100 * r * b) / (32 * d) + k,
  },
  claim: {
    words:
      'Up to 14.1 × faster attention and 1.9 × faster inference with a sixteenth of the tokens and channels, at little loss.',
    setup: 'Llama-2-7B and 70B, Mixtral; perplexity, key-value retrieval and long texts.',
  },
  judged,
  picture: {
    arms: ['whole', 'labels', 'entries'],
    panels: ['requests', 'kv'],
    notes: [
      { arm: 'a', track: 'requests', series: 'decode', is: 'largest', words: 'Every token reads the whole cache.' },
      { arm: 'b', track: 'requests', series: 'decode', is: 'largest', words: 'Less than half of it is read.' },
      { arm: 'b', track: 'kv/0', is: 'largest', words: 'Nothing is evicted: what is kept stays the same.' },
      {
        arm: 'c',
        track: 'requests',
        series: 'decode',
        is: 'last',
        words: 'Entries by chance: as fast, and often wrong.',
      },
    ],
  },
  why: 'Heads have 32 channels here and contexts 150 tokens, each of which stands for 100: half the channels are needed where the paper keeps a sixteenth. Blocks that are found by their bounds, tuned as hard, do about as well, and so do labels of channels that chance picks: channels with the largest products are here often those that all keys share, which tell no two keys apart.',
  stops: 'short',
  knob: {
    path: 'select.knobs.channels',
    words: 'Channels of a label: with 8 of 32 calls to tools go wrong, with 16 they come out as with the whole cache.',
  },
  bibtex: `@article{yang2024double,
  title   = {Post-Training Sparse Attention with Double Sparsity},
  author  = {Yang, Shuo and Sheng, Ying and Gonzalez, Joseph E. and Stoica, Ion and Zheng, Lianmin},
  journal = {arXiv preprint arXiv:2408.07092},
  year    = {2024}
}`,
}
