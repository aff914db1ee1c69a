import type { Paper } from '../../paper.ts'
import { specdecPlusPlus as judged } from './judged.ts'

export const specdecPlusPlus: Paper = {
  id: 'specdec-plus-plus',
  cite: 'Huang, Guo and Wang, SpecDec++, COLM 2025 (arXiv 2405.19715)',
  url: 'https://arxiv.org/abs/2405.19715',
  formula: {
    inputs: [
      { words: 'Chance that a token is accepted', unit: '', value: 0.8, from: 0.05, to: 0.99, step: 0.01 },
      { words: 'h', unit: '', value: 0.7, from: 0.05, to: 0.99, step: 0.01 },
    ],
    result: { words: 'Drafted until a rejection is likelier than h', unit: 'tokens' },
    of: (accepted, threshold) => Math.floor(Math.log(1 - threshold) / Math.log(accepted)) + 1,
  },
  claim: {
    words:
      '2.04 × over no speculation on Alpaca, 2.26 × on GSM8K, 2.23 × on HumanEval: 7.2, 9.4 and 11.1 % over the best fixed length.',
    setup: 'Llama-2-chat 7B drafts for 70B, bf16, two A100 of 80 GB.',
  },
  judged,
  picture: {
    panels: ['acceptance'],
    notes: [
      {
        arm: 'a',
        track: 'acceptance',
        series: 'discarded',
        is: 'largest',
        words: 'A rejection early: the rest was for nothing.',
      },
      { arm: 'b', track: 'acceptance', series: 'accepted', is: 'largest', words: 'Sure of itself, it drafts on.' },
    ],
  },
  why: 'Tokens, verdicts and the head are real, of models of a million weights; the seconds are a roofline’s, in which a draft costs a tenth of its target. The texts here mix code, calls, sums, lists and counting, so acceptance differs more from place to place than in one data set. The gain is over the best of three baselines, each tuned.',
  stops: 'beside',
  knob: {
    path: 'draftLength.knobs.threshold',
    words:
      'Where it stops: low, and every token waits for a pass of the target; high, and drafts run on into rejections.',
  },
  bibtex: `@inproceedings{huang2025specdec,
  title     = {SpecDec++: Boosting Speculative Decoding via Adaptive Candidate Lengths},
  author    = {Huang, Kaixuan and Guo, Xudong and Wang, Mengdi},
  booktitle = {Conference on Language Modeling},
  year      = {2025}
}`,
}
