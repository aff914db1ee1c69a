import type { Paper } from '../../paper.ts'
import { expertOffloadingLocality as judged } from './judged.ts'

export const expertOffloadingLocality: Paper = {
  id: 'expert-offloading-locality',
  cite: 'Liang et al., 2025 (arXiv 2505.16056)',
  url: 'https://arxiv.org/abs/2505.16056',
  formula: {
    inputs: [
      { words: 'Experts held', unit: 'experts', value: 4, from: 0, to: 8, step: 1 },
      { words: 'Link', unit: 'GB/s', value: 25, from: 8, to: 450, step: 1 },
    ],
    result: { words: 'Wait for a token of a Mixtral-8x7B whose routing is drawn by chance', unit: 'ms' },
    of: (held, link) => (32 * 2 * (1 - held / 8) * 352) / link,
  },
  claim: {
    words:
      'Models with experts in every layer and no shared ones route consistently for a segment of tokens; being specialised in domains matters more than in words; a cache of about twice the active experts balances.',
    setup: '20 models; 2,048 texts of 512 tokens, segments of 4 to 256; caches of every size for each layer.',
  },
  judged,
  picture: {
    panels: ['fetches', 'experts'],
    notes: [
      {
        arm: 'a',
        track: 'fetches',
        series: 'waited for',
        is: 'largest',
        words: 'A new text asks for what is not there.',
      },
      { arm: 'b', track: 'fetches', series: 'held', is: 'largest', words: 'Its segment’s experts lie there already.' },
    ],
  },
  why: 'The paper measures models and proposes no cache that could run: its own knows the segment that comes. Here the segment that is over stands for it. The model is tiny, eight experts of which two are active in four layers; such models choose experts by word more than large ones do, which is why what was used last says little. Time is modelled for a Mixtral-8x7B, of which each layer here stands for eight.',
  stops: 'tools',
  knob: {
    path: 'prompts.knobs.domain',
    words: 'What the texts are about: of one domain, popularity since the start is as good as the last segment.',
  },
  bibtex: `@article{liang2025offloading,
  title   = {Not All Models Suit Expert Offloading: On Local Routing Consistency of Mixture-of-Expert Models},
  author  = {Liang, Jingcong and Wang, Siyuan and Tian, Miren and Li, Yitong and Tang, Duyu and Wei, Zhongyu},
  journal = {arXiv preprint arXiv:2505.16056},
  year    = {2025}
}`,
}
