import type { Paper } from '../../paper.ts'
import { flowprefill as judged } from './judged.ts'

export const flowprefill: Paper = {
  id: 'flowprefill',
  cite: 'Hsieh et al., FlowPrefill, 2026 (arXiv 2602.16603)',
  url: 'https://arxiv.org/abs/2602.16603',
  formula: {
    inputs: [
      { words: 'Time of the prompt under way', unit: 'ms', value: 1200, from: 50, to: 5000, step: 50 },
      { words: 'Layers', unit: '', value: 32, from: 8, to: 128, step: 1 },
      { words: 'Operators of a layer', unit: '', value: 5, from: 1, to: 8, step: 1 },
    ],
    result: { words: 'A newcomer waits at most', unit: 'ms' },
    of: (time, layers, operators) => time / (layers * operators),
  },
  claim: {
    words: 'Goodput up to 5.6 × that of the state of the art.',
    setup:
      'Production traces, prompts of very different lengths with limits to match, on instances that only compute prompts.',
  },
  judged,
  picture: {
    load: 3,
    panels: ['requests'],
    window: [20, 36],
    notes: [
      { arm: 'a', track: 'requests', series: 'queued', is: 'largest', words: 'Behind a long prompt all others wait.' },
      { arm: 'b', track: 'requests', series: 'queued', is: 'largest', words: 'Here who has time waits.' },
    ],
  },
  why: 'The lab’s requests are three classes of prompts made up after the paper’s, on one server. Most of the gain is the order, which puts hopeless prompts last: cut into pieces and served in the same order, nearly as much is carried, and stopping at operators adds a little to that. Prompts are not stopped where they would be late for it. At the highest loads it is the class of the longest prompts, one request in ten, that is given up: nine in ten is just what is left.',
  stops: 'alike',
  knob: {
    path: 'scheduler.knobs.order',
    words:
      'The order: by deadline alone one late prompt makes the next late, and past some load all are; slack lets the hopeless go.',
  },
  bibtex: `@article{flowprefill2026,
  title   = {FlowPrefill: Decoupling Preemption from Prefill Scheduling Granularity to Mitigate Head-of-Line Blocking in LLM Serving},
  author  = {Hsieh, Chia-chi and Zong, Zan and Chen, Xinyang and Li, Jianjiang and Zhai, Jidong and Wen, Lijie},
  journal = {arXiv preprint arXiv:2602.16603},
  year    = {2026}
}`,
}
