import type { Paper } from '../../paper.ts'
import { awq as judged } from './judged.ts'

export const awq: Paper = {
  id: 'awq',
  cite: 'Lin et al., AWQ, 2023 (arXiv 2306.00978)',
  url: 'https://arxiv.org/abs/2306.00978',
  formula: {
    inputs: [
      { words: 'Bits of a weight b', unit: 'bit', value: 4, from: 2, to: 8, step: 1 },
      { words: 'Weights of a group g', unit: 'weights', value: 128, from: 8, to: 256, step: 8 },
    ],
    result: { words: 'Bits a weight, scale and zero point included', unit: 'bit' },
    of: (bits, group) => bits + (16 + bits) / group,
  },
  claim: {
    words: 'To protect 1 % of the weights, those of channels that carry much, cuts the error of rounding greatly.',
    setup: 'Large language models with weights of 3 and 4 bits in groups.',
  },
  judged,
  picture: {
    arms: ['nearest', 'awq'],
    panels: ['requests', 'kv'],
    notes: [
      {
        arm: 'a',
        track: 'requests',
        series: 'decode',
        is: 'largest',
        words: 'Weights of 3 bits: a token takes a third.',
      },
      {
        arm: 'b',
        track: 'requests',
        series: 'decode',
        is: 'largest',
        words: 'Scales are folded in: it takes no longer.',
      },
    ],
  },
  why: 'The model here has no channels that stand out, so scales have nothing to protect: that they are not resolved over rounding with a tuned range is what the mechanism says must happen. With outliers put in, which change nothing that is computed, it comes out as near as without them, and rounding does not. Search and cuts look at outputs of matrices, the source at outputs of blocks; groups have 32 weights, since a matrix has 128 inputs.',
  stops: 'mild',
  knob: {
    path: 'stressor',
    words: 'The stressor: without it the model has no channels that stand out, and scales have nothing to protect.',
  },
  bibtex: `@article{lin2023awq,
  title   = {AWQ: Activation-aware Weight Quantization for LLM Compression and Acceleration},
  author  = {Lin, Ji and Tang, Jiaming and Tang, Haotian and Yang, Shang and Chen, Wei-Ming and Wang, Wei-Chen and Xiao, Guangxuan and Dang, Xingyu and Gan, Chuang and Han, Song},
  journal = {arXiv preprint arXiv:2306.00978},
  year    = {2023}
}`,
}
