import type { Paper } from '../../paper.ts'
import { benchoverflow as judged } from './judged.ts'

export const benchoverflow: Paper = {
  id: 'benchoverflow',
  cite: 'Feiglin et al., BenchOverflow, TMLR 2026 (arXiv 2601.08490)',
  url: 'https://arxiv.org/abs/2601.08490',
  formula: {
    inputs: [
      { words: 'Requests a second', unit: 'requests/s', value: 6, from: 0.1, to: 50, step: 0.1 },
      { words: 'Time a token', unit: 'ms', value: 20, from: 5, to: 100, step: 1 },
      { words: 'Prompt', unit: 'tokens', value: 520, from: 1, to: 8000, step: 10 },
      { words: 'Answer', unit: 'tokens', value: 270, from: 1, to: 5000, step: 10 },
    ],
    result: { words: 'KV in use, all answers alike', unit: 'tokens' },
    of: (rate, time, prompt, answer) => (rate * time * answer * (prompt + answer / 2)) / 1000,
  },
  claim: {
    words:
      'Outputs with heavy, right-shifted tails under a cap of 5,000 tokens for nine kinds of prompts; a fixed reminder to be concise shortens the tails of most models.',
    setup: 'Nine models; lengths only, without a server.',
  },
  judged,
  picture: {
    panels: ['kv', 'ttft'],
    notes: [
      { arm: 'a', track: 'arrivals', series: 'preempted', is: 'first', words: 'Long answers have filled the cache.' },
      { arm: 'b', track: 'kv/0', series: 'decode', is: 'largest', words: 'With a reminder there is room left.' },
    ],
  },
  why: 'The paper claims lengths and no latencies: what a server feels of them is the lab’s, with distributions of its own. The reminder is taken as heeded on every prompt that overflows.',
  stops: 'few',
  knob: {
    path: 'lengths.output.knobs.share',
    words:
      'The share that overflows: at a tenth first tokens come as ever, at a fifth the cache is full and they wait for it.',
  },
  bibtex: `@article{benchoverflow2026,
  title   = {BenchOverflow: Measuring Overflow in Large Language Models via Plain-Text Prompts},
  author  = {Feiglin, Erin and Hutnik, Nir and Lapid, Raz},
  journal = {arXiv preprint arXiv:2601.08490},
  year    = {2026}
}`,
}
