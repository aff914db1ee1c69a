import type { Paper } from '../../paper.ts'

const set =
  'accelerator=a100-80gb-sxm&cost.form=kernels&placement=disaggregated&workload=bursty&workload.cv=1.41&workload.requests=250&lengths.prompt.mean=700&lengths.prompt.cv=0.6&lengths.output=fixed&lengths.output.tokens=16&scheduler=deadline-first&scheduler.tokenBudget=2048&scheduler.order=arrival&scheduler.stops=between+pieces&arm.b.scheduler.order=slack&arm.b.scheduler.stops=at+operators&arm.c.scheduler.order=slack&arm.c.scheduler.piece=512&arm.d.scheduler.order=deadline&arm.d.scheduler.piece=512'
const mixed =
  'classes.interactive.share=0.7&classes.interactive.ttft=0.25&classes.interactive.tpot=1&classes.batch.share=0.2&classes.batch.ttft=1&classes.batch.tpot=1&classes.batch.promptScale=4.3&classes.background.share=0.1&classes.background.ttft=6&classes.background.tpot=1&classes.background.promptScale=17'
const rates = 'sweep.rate.path=workload.rate&sweep.rate.values=0.5~1~2~4~6~8~10~12'

export const flowprefill: Paper = {
  id: 'flowprefill',
  cite: 'FlowPrefill, 2026 (arXiv 2602.16603)',
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
    evidence: 'A',
  },
  link: `#/lab?v=1&title=FlowPrefill&${set}&${mixed}&${rates}`,
  arms: ['First come, first served', 'Slack, stops at operators', 'Slack, pieces of 512', 'Deadlines, pieces of 512'],
  figure: 'Requests a second up to which nine in ten are within their limits',
  claimed: { metric: 'sloAttainment', atLeast: 0.9, better: 'higher', gain: 5.6, factor: 1.5 },
  why: 'Beyond the sweep its end counts. Most of the gain is the order: with pieces of 512 tokens and the same order the lab finds nearly as much, so the boundaries bring the smaller part, more of it the more a piece costs.',
  stops: `#/lab?v=1&title=FlowPrefill&${set}&classes.interactive.ttft=2&classes.interactive.tpot=1&sweep.rate.path=workload.rate&sweep.rate.values=0.5~1~2~4`,
  knob: {
    path: 'scheduler.knobs.order',
    words:
      'The order: by deadline alone one late prompt makes the next late, and past some load all are; slack lets the hopeless go.',
  },
  bibtex: `@article{flowprefill2026,
  title   = {FlowPrefill},
  journal = {arXiv preprint arXiv:2602.16603},
  year    = {2026}
}`,
}
