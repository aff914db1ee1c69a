/** semi-PD before the referee: the controller on, from halves, on the card's preset; shares set by hand are an ablation. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const halves = 'placement=partitioned&placement.instances=2&placement.prefillShare=0.5&placement.decodeShare=0.5'

export const semiPd: Judged = {
  figure: 'Requests a second up to which nine in ten are within both limits',
  link: '#/lab?v=1&title=semi-PD&accelerator=a100-80gb-sxm&cost.form=kernels&workload.requests=500&lengths.prompt.mean=1500&lengths.prompt.cv=0.9&lengths.output.mean=200&lengths.output.cv=0.9&limits.length=32000&scheduler=prefill-first&scheduler.tokenLimit=2048&classes.interactive.ttft=0.5&classes.interactive.tpot=0.05&sweep.rate.path=workload.rate&sweep.rate.values=2~4~6~8~10~12~14~16',
  arms: {
    controlled: {
      role: 'mechanism',
      title: 'Shares under control, from halves',
      set: `${halves}&placement.control=by+limits`,
    },
    apart: { role: 'baseline', title: 'Apart, one and one', set: 'placement=disaggregated' },
    first: { role: 'baseline', title: 'Together, prompts first', set: 'placement.instances=2' },
    chunked: {
      role: 'baseline',
      title: 'Together, chunked',
      set: 'placement.instances=2&scheduler=chunked-prefill',
      tuned: [{ path: 'scheduler.tokenBudget', values: [128, 256, 512, 1024, 2048] }],
    },
    fixed: {
      role: 'ablation',
      title: 'Shares set by hand',
      set: 'placement=partitioned&placement.instances=2&placement.decodeShare=0.2',
      tuned: [{ path: 'placement.prefillShare', values: [0.5, 0.65, 0.8] }],
    },
    halves: { role: 'control', title: 'Halves, whatever happens', set: halves },
  },
  claim: {
    kind: 'range',
    metric: 'sloAttainment',
    atLeast: 0.9,
    better: 'higher',
    low: 1.55,
    high: 1.72,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-apart',
      words: 'Over one accelerator for each phase, shares under control carry more.',
      of: { arm: 'controlled', over: 'apart' },
      from: 1.02,
      to: 3,
    },
    {
      id: 'control',
      words: 'Control is worth more than halves.',
      of: { arm: 'controlled', over: 'halves' },
      from: 1.02,
      to: 4,
    },
    {
      id: 'fixed',
      words: 'The right shares set by hand are about as good as control.',
      of: { arm: 'controlled', over: 'fixed' },
      from: 0.6,
      to: 1.1,
    },
  ],
  sensitivity: [
    {
      id: 'tight-tokens',
      words: 'First token 1 s, tokens 0.03 s',
      set: 'classes.interactive.ttft=1&classes.interactive.tpot=0.03',
    },
    { id: 'answers', words: 'Prompts of 500, answers of 400', set: 'lengths.prompt.mean=500&lengths.output.mean=400' },
    { id: 'h100', words: 'On H100', set: 'accelerator=h100-sxm', loads: [4, 8, 12, 16, 20, 24, 32] },
  ],
  decides: ['placement/partitioned'],
}
