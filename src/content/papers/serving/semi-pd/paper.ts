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
  why: 'How fast a phase is with a share, and by which rule shares move, is assumed here: the paper’s formulas were not to be had. Control from halves carries more than halves, and hardly more than an accelerator for each phase; the right shares set by hand carry more than it finds, until the limits change. Chunked prefill and even prompts first, on the same two accelerators and tuned, carry far more than any of them: together both phases use the whole accelerator at any time. The paper’s baselines are other engines.',
  stops: 'still',
  knob: {
    path: 'placement.knobs.step',
    words:
      'The step by which control moves shares: a small one follows slowly, a large one overshoots, and neither finds what a hand can set for given limits.',
  },
  bibtex: `@article{hong2025semipd,
  title   = {semi-PD: Towards Efficient LLM Serving via Phase-Wise Disaggregated Computation and Unified Storage},
  author  = {Hong, Ke and Chen, Lufang and Wang, Zhong and Li, Xiuhong and Mao, Qiuli and Ma, Jianping and Xiong, Chao and Wu, Guanyu and Han, Buhe and Dai, Guohao and Liang, Yun and Wang, Yu},
  journal = {arXiv preprint arXiv:2504.19867},
  year    = {2025}
}`,
}
