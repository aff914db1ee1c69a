import type { Paper } from '../../paper.ts'
import { pteToolReasoning as judged } from './judged.ts'

export const pteToolReasoning: Paper = {
  id: 'pte-tool-reasoning',
  cite: 'Su et al., Beyond Accuracy, ACL 2026 (arXiv 2604.05404)',
  url: 'https://arxiv.org/abs/2604.05404',
  formula: {
    inputs: [
      { words: 'KV of a position', unit: 'KB', value: 131, from: 1, to: 2000, step: 1 },
      { words: 'FLOP/s over bandwidth', unit: 'FLOP/B', value: 153, from: 20, to: 600, step: 1 },
      { words: 'Parameters', unit: 'billion', value: 8, from: 0.5, to: 700, step: 0.5 },
      { words: 'Context', unit: 'tokens', value: 10000, from: 0, to: 200000, step: 100 },
    ],
    result: { words: 'A generated token counts as', unit: 'tokens of prompt' },
    of: (kv, ratio, parameters, context) => (kv * 1000 * ratio * context) / (2e9 * parameters),
  },
  claim: {
    words: 'Prefill-token equivalents align better with the latency of tool-using agents than numbers of tokens do.',
    setup: 'Tool-integrated reasoning.',
  },
  judged,
  picture: {
    arms: ['pte'],
    panels: ['requests', 'tokens'],
    window: [20, 50],
    notes: [
      {
        arm: 'a',
        track: 'requests',
        series: 'prefill',
        is: 'largest',
        words: 'After a tool the whole context is read again.',
      },
      { arm: 'a', track: 'tokens', series: 'decode', is: 'largest', words: 'Few tokens are written, most are read.' },
    ],
  },
  why: 'The lab’s figure is the share of the variance of latency that a straight line leaves unexplained, over programs of eleven made-up kinds of agents. How many tokens an agent generates tells latency better than anything while tools say little, since the equivalents leave out that a half-empty batch reads the weights for few; only where tools say much and agents little does PTE win over it, too.',
  stops: 'chatty',
  knob: {
    path: 'prefixCache',
    words:
      'What stays of a context during a tool call: with a prefix cache less is read again than the equivalents of a forgetful server say.',
  },
  bibtex: `@article{beyondaccuracy2026,
  title   = {Beyond Accuracy: Unveiling Inefficiency Patterns in Tool-Integrated Reasoning},
  author  = {Su, Qisheng and Huang, Shiting and Fang, Zhen and Chen, Ziyan and Chen, Zehui and Zhao, Feng},
  journal = {arXiv preprint arXiv:2604.05404},
  year    = {2026}
}`,
}
