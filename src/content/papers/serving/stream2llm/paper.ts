import type { Paper } from '../../paper.ts'
import { stream2llm as judged } from './judged.ts'

export const stream2llm: Paper = {
  id: 'stream2llm',
  cite: 'Bachkaniwala et al., Stream2LLM, MLSys 2026 (arXiv 2604.16395)',
  url: 'https://arxiv.org/abs/2604.16395',
  formula: {
    inputs: [
      { words: 'Context', unit: 'tokens', value: 12600, from: 1000, to: 100000, step: 100 },
      { words: 'Computed when the last piece comes', unit: 'tokens', value: 11700, from: 0, to: 100000, step: 100 },
      { words: 'Speed of prompts', unit: 'tokens/s', value: 50000, from: 1000, to: 200000, step: 1000 },
    ],
    result: { words: 'First token after the last piece', unit: 'ms' },
    of: (all, computed, speed) => (1000 * Math.max(0, all - computed)) / speed,
  },
  claim: {
    words: 'First tokens up to 11 × sooner at the same throughput.',
    setup:
      'Llama 3.1 8B on two H200, web pages from a crawler and results of vector search, 0.25 to 4 requests a second.',
  },
  judged,
  picture: {
    arms: ['waits', 'plain', 'ordered'],
    panels: ['requests'],
    window: [10, 40],
    notes: [
      {
        arm: 'a',
        track: 'requests',
        series: 'queued',
        is: 'largest',
        words: 'Waits until its whole context is there.',
      },
      {
        arm: 'c',
        track: 'requests',
        series: 'prefill',
        is: 'largest',
        words: 'Computes pieces while others are fetched.',
      },
    ],
  },
  why: 'The clock starts with the last piece. From the arrival of the request on, some nine seconds of fetching are the same for both, and the gain is a few percent: the paper does not say which clock it is.',
  stops: 'at-once',
  knob: {
    path: 'workload.knobs.gap',
    words: 'The time between pieces: the longer it takes to fetch, the more is done when the last piece comes.',
  },
  bibtex: `@article{stream2llm2026,
  title   = {Stream2LLM: Overlap Context Streaming and Prefill for Reduced Time-to-First-Token (TTFT)},
  author  = {Bachkaniwala, Rajveer and Luo, Chengqi and So, Richard and Mahajan, Divya and Rong, Kexin},
  journal = {arXiv preprint arXiv:2604.16395},
  year    = {2026}
}`,
}
