/** DistServe before the referee: the card's own preset, three accelerators an arm, against chunked prefill with its budget tuned. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [64, 128, 256, 512, 1024, 2048]

export const distserve: Judged = {
  figure: 'Requests a second up to which nine in ten are within both limits',
  link: '#/lab?v=1&title=DistServe&accelerator=a100-80gb-sxm&model=opt-13b&cost.form=linear&limits.length=16384&workload.requests=400&lengths.prompt.mean=755&lengths.prompt.cv=0.9&lengths.output.mean=200&lengths.output.cv=0.9&classes.interactive.ttft=0.2&classes.interactive.tpot=0.04&sweep.rate.path=workload.rate&sweep.rate.values=0.25~0.5~1~1.5~2~3~4~5~6~8',
  arms: {
    apart: {
      role: 'mechanism',
      title: 'Apart: prompts on two, answers on one',
      set: 'placement=disaggregated&placement.prefillTensor=2&scheduler=fcfs',
    },
    first: {
      role: 'baseline',
      title: 'Together, prompts first',
      set: 'placement.instances=3&scheduler=prefill-first',
    },
    chunked: {
      role: 'baseline',
      title: 'Together, chunked',
      set: 'placement.instances=3&scheduler=chunked-prefill',
      tuned: [{ path: 'scheduler.tokenBudget', values: budgets }],
    },
    even: {
      role: 'ablation',
      title: 'Apart, as wide on both sides: two and one instances of one',
      set: 'placement=disaggregated&placement.prefillInstances=2&scheduler=fcfs',
    },
    reversed: {
      role: 'control',
      title: 'Apart, the wrong way round: answers on two, prompts on one',
      set: 'placement=disaggregated&placement.decodeTensor=2&scheduler=fcfs',
    },
  },
  claim: {
    kind: 'up to',
    metric: 'sloAttainment',
    atLeast: 0.9,
    better: 'higher',
    high: 4.48,
    evidence: { words: 'A', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-prompts-first',
      words: 'Over a server that runs prompts first, keeping the phases apart carries about twice the load.',
      of: { arm: 'apart', over: 'first' },
      from: 1.2,
      to: 6,
    },
    {
      id: 'over-reversed',
      words: 'Which phase gets the two accelerators matters.',
      of: { arm: 'apart', over: 'reversed' },
      from: 1.05,
      to: 20,
    },
    {
      id: 'loose',
      words:
        'With the paper’s limits for chat (0.25 s and 0.1 s) and equal engines nothing is gained over prompts first.',
      of: { arm: 'apart', over: 'first', under: 'loose' },
      from: 0.4,
      to: 1,
    },
  ],
  sensitivity: [
    {
      id: 'long',
      words: 'Summaries: prompts of 1,738, answers of 90',
      set: 'lengths.prompt.mean=1738&lengths.prompt.cv=0.4&lengths.output.mean=90&lengths.output.cv=0.4&classes.interactive.ttft=0.4&classes.interactive.tpot=0.03',
    },
    {
      id: 'loose',
      words: 'The paper’s limits for chat: 0.25 s and 0.1 s',
      set: 'classes.interactive.ttft=0.25&classes.interactive.tpot=0.1',
    },
    {
      id: 'short',
      words: 'Short prompts (170) and answers (100), loose limits',
      set: 'lengths.prompt.mean=170&lengths.output.mean=100&classes.interactive.ttft=1&classes.interactive.tpot=0.1',
      loads: [2, 4, 8, 12, 16, 24, 32],
    },
    { id: 'slow-link', words: 'A link of 25 Gbit/s between the phases', set: 'interconnect.linkGBs=3' },
  ],
  decides: ['placement/disaggregated'],
}
