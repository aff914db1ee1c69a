import type { Paper } from '../../paper.ts'
import { dynamicSplitfuse as judged } from './judged.ts'

export const dynamicSplitfuse: Paper = {
  id: 'dynamic-splitfuse',
  cite: 'Holmes et al., DeepSpeed-FastGen, 2024 (arXiv 2401.08671)',
  url: 'https://arxiv.org/abs/2401.08671',
  formula: {
    inputs: [
      { words: 'Iteration size B', unit: 'tokens', value: 512, from: 64, to: 8192, step: 64 },
      { words: 'Streams d', unit: '', value: 40, from: 0, to: 512, step: 1 },
    ],
    result: { words: 'Tokens for prompts in an iteration', unit: 'tokens' },
    of: (size, streams) => Math.max(0, size - streams),
  },
  claim: {
    words:
      'Up to 2.3 × higher effective throughput than vLLM, half the mean latency, and up to 3.7 × lower tail latency of a token.',
    setup:
      'Against vLLM of late 2023, whose iterations process either prompts or answers; Llama 2 70B on four A100 80 GB among others, prompts of 1,200 and 2,600 tokens, answers of 128 and 60.',
  },
  judged,
  picture: {
    arms: ['first', 'chunked', 'splitfuse'],
    panels: ['batch', 'itl'],
    window: [44, 54],
    notes: [
      { arm: 'a', track: 'batch/0', series: 'prefill', is: 'largest', words: 'Whole prompts in one iteration.' },
      { arm: 'a', track: 'itl', is: 'largest', words: 'Every answer has waited for them.' },
      { arm: 'c', track: 'batch/0', series: 'prefill', is: 'last', words: 'Prompts in pieces, answers beside them.' },
    ],
  },
  why: 'The gain is over servers that compute prompts whole, as vLLM did in late 2023. Chunked prefill, published within the same months, makes the same iterations: with the same size neither is ahead of the other by a single request. They differ where memory is short and prompts are let in piece by piece: SplitFuse starts only prompts that fit whole, and chunked prefill starts some in vain and computes them again. The paper measured another engine on another model; here all arms run on one cost model.',
  stops: 'short',
  knob: {
    path: 'scheduler.knobs.tokenBudget',
    words:
      'The iteration size: at 64 tokens prompts crawl and the first token comes late; at 8,192 whole prompts fit again and the stalls are back.',
  },
  bibtex: `@article{holmes2024fastgen,
  title   = {DeepSpeed-FastGen: High-throughput Text Generation for LLMs via MII and DeepSpeed-Inference},
  author  = {Holmes, Connor and Tanaka, Masahiro and Wyatt, Michael and Awan, Ammar Ahmad and Rasley, Jeff and Rajbhandari, Samyam and Aminabadi, Reza Yazdani and Qin, Heyang and Bakhtiari, Arash and Kurilenko, Lev and He, Yuxiong},
  journal = {arXiv preprint arXiv:2401.08671},
  year    = {2024}
}`,
}
