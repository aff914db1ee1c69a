import type { Paper } from '../../paper.ts'
import { distserve as judged } from './judged.ts'

export const distserve: Paper = {
  id: 'distserve',
  cite: 'Zhong et al., DistServe, OSDI 2024 (arXiv 2401.09670)',
  url: 'https://arxiv.org/abs/2401.09670',
  formula: {
    inputs: [
      { words: 'Time of a prompt D', unit: 'ms', value: 220, from: 20, to: 1000, step: 10 },
      { words: 'Limit for the first token', unit: 'ms', value: 800, from: 100, to: 4000, step: 50 },
    ],
    result: { words: 'Most prompts a second of one instance, with a Poisson queue', unit: 'requests/s' },
    of: (time, limit) => (limit <= time ? 0 : (2000 * (limit - time)) / (time * time + 2 * (limit - time) * time)),
  },
  claim: {
    words:
      'Up to 4.48 × more requests than the state of the art with more than 90 % of them within their limits, or limits up to 10.2 × tighter.',
    setup:
      'OPT-13B, 66B and 175B on A100 80 GB; chat, code and summaries; against vLLM of that time, which runs prompts and answers in turn.',
  },
  judged,
  picture: {
    load: 2,
    panels: ['itl', 'batch'],
    window: [20, 40],
    notes: [
      { arm: 'a', track: 'itl', is: 'largest', words: 'Answers have waited for a prompt.' },
      {
        arm: 'b',
        track: 'batch/0',
        series: 'prefill',
        is: 'largest',
        words: 'Two accelerators compute nothing but prompts.',
      },
    ],
  },
  why: 'All arms run on the same published lines of time over tokens. Apart, prompts are in time more often, and the one accelerator that decodes is the end of it: three that do both, in pieces of prompts of the best size, carry far more. The paper’s baseline had neither chunked prefill nor as fast an engine: by the same source it is 1.4 times slower at prompts, and with “linear, slower engine” for it the gain grows without bound, since it misses the limits at any rate. The judged limit for the first token is the paper’s for this model and chat; with 0.2 s, one prompt in eleven is too long for one accelerator at any load, and whether nine in ten are in time is luck.',
  stops: 'loose',
  further: [
    {
      title: 'Placement search',
      link: '#/lab?v=1&title=DistServe,+placement&accelerator=a100-80gb-sxm&model=opt-13b&cost.form=linear&limits.length=16384&workload.requests=400&lengths.prompt.mean=755&lengths.prompt.cv=0.9&lengths.output.mean=200&lengths.output.cv=0.9&classes.interactive.ttft=0.2&classes.interactive.tpot=0.1&scheduler=prefill-first&workload.rate=2&view.stage=sweep',
    },
  ],
  knob: {
    path: 'classes.interactive.tpot',
    words:
      'The limit for the tokens after the first: the tighter it is the more a prompt beside an answer costs; at 0.1 s keeping the phases apart loses most.',
  },
  bibtex: `@article{zhong2024distserve,
  title   = {DistServe: Disaggregating Prefill and Decoding for Goodput-optimized Large Language Model Serving},
  author  = {Zhong, Yinmin and Liu, Shengyu and Chen, Junda and Hu, Jianbo and Zhu, Yibo and Liu, Xuanzhe and Jin, Xin and Zhang, Hao},
  journal = {arXiv preprint arXiv:2401.09670},
  year    = {2024}
}`,
}
