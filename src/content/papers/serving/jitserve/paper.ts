import type { Paper } from '../../paper.ts'
import { jitserve as judged } from './judged.ts'

const set =
  'accelerator=a100-80gb-sxm&cost.form=kernels&workload=agents&workload.programs=background+only&workload.calls=4&workload.tool=1&workload.toolTokens=200&workload.deadline=60&workload.requests=1200&workload.spread=0.3&lengths.prompt.mean=600&lengths.prompt.cv=0.8&lengths.output.mean=350&lengths.output.cv=1&classes.interactive.share=0.33&classes.interactive.ttft=2&classes.interactive.tpot=0.1&classes.batch.share=0.33&classes.batch.deadline=20&classes.background.share=0.33&batching.maxRunning=64&prefixCache=none&scheduler=chunked-prefill'
const worth = (arm: string, topK = 1) =>
  `arm.${arm}.scheduler=grouped-margin&arm.${arm}.scheduler.interval=10&arm.${arm}.scheduler.penalty=4&arm.${arm}.scheduler.topK=${topK}&arm.${arm}.scheduler.swapCap=0`

export const jitserve: Paper = {
  id: 'jitserve',
  cite: 'Zhang et al., JITServe, NSDI 2026 (arXiv 2504.20068)',
  url: 'https://arxiv.org/abs/2504.20068',
  formula: {
    inputs: [
      { words: 'Prompt', unit: 'tokens', value: 600, from: 1, to: 4000, step: 10 },
      { words: 'Answer', unit: 'tokens', value: 350, from: 1, to: 4000, step: 10 },
      { words: 'Limit', unit: 's', value: 20, from: 1, to: 60, step: 1 },
      { words: 'Served for', unit: 's', value: 5, from: 0, to: 60, step: 1 },
      { words: 'Time left', unit: 's', value: 10, from: 0.1, to: 60, step: 0.1 },
      { words: 'γ', unit: '', value: 4, from: 0, to: 8, step: 0.5 },
    ],
    result: { words: 'Worth a second', unit: 'tokens/s' },
    of: (prompt, answer, limit, served, left, penalty) =>
      ((prompt + 8 * answer) * Math.min(1, limit / (served + left)) ** penalty) / left,
  },
  claim: {
    words: '1.4 to 6.3 × more tokens within their objectives, or 28.5 to 83.2 % fewer resources for as many.',
    setup: 'Requests with different kinds of objectives and unknown lengths.',
  },
  judged,
  picture: {
    panels: ['requests'],
    window: [60, 120],
    notes: [
      {
        arm: 'a',
        track: 'queue/0',
        series: 'waiting',
        is: 'largest',
        words: 'All wait in turn, those too late as well.',
      },
      {
        arm: 'b',
        track: 'requests',
        series: 'preempted',
        is: 'first',
        words: 'Who is worth less a second is put aside.',
      },
    ],
  },
  why: 'One load, a little past what the accelerator carries, where the paper’s range is over many. First come, first served in chunks serves about as many tokens in time, and so does the same machinery with a ranking by chance. Matching lengths costs more than it brings on this cost model, in which lengths in a batch need not be alike; who gives way loses KV and is computed again; and streams that pause hold their memory longer. Programs with many calls side by side do gain by being topped up. How many times as much a newcomer must be worth is assumed.',
  stops: 'half-load',
  further: [
    {
      title: 'Programs',
      link: `#/lab?v=1&title=JITServe,+programs&${set.replace('workload.calls=4', 'workload.calls=2&workload.branches=4')}&${worth('a', 2)}&${worth('b', 2)}&arm.b.scheduler.programs=false&workload.rate=2.5`,
    },
  ],
  knob: {
    path: 'scheduler.knobs.penalty',
    words: 'How fast worth falls with lateness: at 0 late work keeps its rank, and makes the rest late.',
  },
  bibtex: `@article{jitserve2025,
  title   = {JITServe: SLO-aware LLM Serving with Imprecise Request Information},
  author  = {Zhang, Wei and Wu, Zhiyu and Mu, Yi and Ning, Rui and Liu, Banruo and Sarda, Nikhil and Lee, Myungjin and Lai, Fan},
  journal = {arXiv preprint arXiv:2504.20068},
  year    = {2025}
}`,
}
