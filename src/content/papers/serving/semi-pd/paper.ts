import type { Paper } from '../../paper.ts'
import { semiPd as judged } from './judged.ts'

export const semiPd: Paper = {
  id: 'semi-pd',
  cite: 'Hong et al., semi-PD, 2025 (arXiv 2504.19867)',
  url: 'https://arxiv.org/abs/2504.19867',
  formula: {
    inputs: [
      { words: 'Share of answers', unit: '%', value: 20, from: 10, to: 100, step: 1 },
      { words: 'Saturation', unit: '%', value: 50, from: 20, to: 100, step: 1 },
    ],
    result: { words: 'Speed of answers', unit: '% of the whole' },
    of: (share, saturation) => 100 * Math.min(1, share / saturation) ** 0.9,
  },
  claim: {
    words:
      '1.55 to 1.72 × more requests within their limits on Llama models; mean latency of a request 1.27 to 2.58 × lower on DeepSeek models.',
    setup: 'DeepSeek models for the latency, Llama models for the requests.',
  },
  judged,
  picture: {
    load: 8,
    panels: ['shares', 'itl'],
    notes: [
      {
        arm: 'b',
        track: 'shares/0',
        series: 'prefill',
        is: 'largest',
        words: 'Prompts are late: they get a larger share.',
      },
      { arm: 'b', track: 'itl', is: 'largest', words: 'Answers pay for it with longer gaps.' },
    ],
  },
  why: 'How fast a phase is with a share is assumed here, not measured. The wrong shares are worse than keeping the phases apart, and chunked prefill on the same accelerators is about as good as the right ones: the paper’s baselines do not include a tuned one.',
  stops: 'answers',
  knob: {
    path: 'placement.knobs.prefillShare',
    words:
      'The share of prompts: 80 % carries most here; with tighter tokens and looser first tokens the best share is lower, which is the case for control.',
  },
  bibtex: `@article{hong2025semipd,
  title   = {semi-PD: Towards Efficient LLM Serving via Phase-Wise Disaggregated Computation and Unified Storage},
  author  = {Hong, Ke and others},
  journal = {arXiv preprint arXiv:2504.19867},
  year    = {2025}
}`,
}
