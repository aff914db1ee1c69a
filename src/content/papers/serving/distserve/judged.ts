/**
 * DistServe before the referee: three accelerators an arm, against chunked prefill with its budget tuned. It is the card's preset with the
 * paper's own limit for the first token, 0.25 s. The preset has 0.2 s, within which one accelerator computes no prompt above some 1,600
 * tokens: one in eleven is late at any load, so that luck decides whether nine in ten are in time. That is a world of the table.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [64, 128, 256, 512, 1024, 2048]

export const distserve: Judged = {
  figure: 'Requests a second up to which nine in ten are within both limits',
  link: '#/lab?v=1&title=DistServe&accelerator=a100-80gb-sxm&model=opt-13b&cost.form=linear&limits.length=16384&workload.requests=500&lengths.prompt.mean=755&lengths.prompt.cv=0.9&lengths.output.mean=200&lengths.output.cv=0.9&classes.interactive.ttft=0.25&classes.interactive.tpot=0.04&scheduler=prefill-first&sweep.rate.path=workload.rate&sweep.rate.values=0.5~1~2~3~4~5~6.5',
  arms: {
    apart: {
      role: 'mechanism',
      title: 'Apart: prompts on two, answers on one',
      set: 'placement=disaggregated&placement.prefillTensor=2',
    },
    first: {
      role: 'baseline',
      title: 'Together, prompts first',
      set: 'placement.instances=3',
    },
    chunked: {
      role: 'baseline',
      title: 'Together, chunked',
      set: 'placement.instances=3&scheduler=chunked-prefill',
      tuned: [{ path: 'scheduler.tokenBudget', values: budgets }],
    },
    even: {
      role: 'ablation',
      title: 'Apart, no wider for prompts: two instances of one, and one',
      set: 'placement=disaggregated&placement.prefillInstances=2',
    },
    reversed: {
      role: 'control',
      title: 'Apart, the wrong way round: answers on two, prompts on one',
      set: 'placement=disaggregated&placement.decodeTensor=2',
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
      id: 'carries',
      words: 'Apart, two to three requests a second are carried.',
      of: { arm: 'apart' },
      from: 1.8,
      to: 2.7,
    },
    {
      id: 'unloaded',
      words:
        'With hardly anybody else there, one request in fifty has a prompt that even two accelerators compute too late.',
      of: { arm: 'apart', metric: 'sloAttainment' },
      from: 0.968,
      to: 0.9945,
    },
    {
      id: 'wider',
      words:
        'At two requests a second, chunked prefill with its chunk tuned has a few more in a hundred in time, on as many accelerators.',
      of: { arm: 'apart', over: 'chunked', metric: 'sloAttainment', better: 'higher', load: 2 },
      from: 0.92,
      to: 0.995,
    },
    {
      id: 'collapse',
      words:
        'At five a second the one accelerator that decodes is overrun, and together most are still within their limits.',
      of: { arm: 'apart', over: 'chunked', metric: 'sloAttainment', better: 'higher', load: 5 },
      from: 0.005,
      to: 0.4,
    },
    {
      id: 'loose',
      words: 'With the paper’s limits for chat (0.25 s and 0.1 s) and equal engines, together carries more.',
      of: { arm: 'apart', over: 'chunked', under: 'loose' },
      from: 0.3,
      to: 0.98,
    },
  ],
  sensitivity: [
    {
      id: 'preset',
      words: 'The first token within 0.2 s, which one prompt in eleven is too long for',
      set: 'classes.interactive.ttft=0.2',
      loads: [0.25, 0.75, 1.5, 2.5, 4],
    },
    {
      id: 'long',
      words: 'Summaries: prompts of 1,738, answers of 90, limits of 0.4 s and 0.03 s',
      set: 'lengths.prompt.mean=1738&lengths.prompt.cv=0.4&lengths.output.mean=90&lengths.output.cv=0.4&classes.interactive.ttft=0.4&classes.interactive.tpot=0.03',
      loads: [0.25, 0.75, 1.5, 2.5, 4],
    },
    {
      id: 'loose',
      words: 'The paper’s limits for chat: 0.25 s and 0.1 s',
      set: 'classes.interactive.tpot=0.1',
      loads: [1, 3, 6, 9, 13],
    },
    {
      id: 'short',
      words: 'Short prompts (170) and answers (100), loose limits',
      set: 'lengths.prompt.mean=170&lengths.output.mean=100&classes.interactive.ttft=1&classes.interactive.tpot=0.1',
      loads: [4, 12, 24, 40, 60, 90],
    },
    {
      id: 'slow-link',
      words: 'A link of 25 Gbit/s between the phases',
      set: 'interconnect.linkGBs=3',
      loads: [0.5, 1.5, 3, 4.5, 6.5],
    },
    {
      id: 'kernels',
      words: 'Times of iterations from the lab’s kernels instead of the published lines',
      set: 'cost.form=kernels',
      loads: [1, 2, 4, 6, 9, 12],
    },
    {
      id: 'h100',
      words: 'The same on H100',
      set: 'cost.form=kernels&accelerator=h100-sxm',
      loads: [2, 6, 12, 20, 32],
    },
  ],
  decides: ['placement/disaggregated', 'interconnect/kv-transfer'],
  survivors: {
    'interconnect/kv-transfer.gathers':
      'One message for a prompt or one for each of its blocks: at some microseconds each they hide behind the milliseconds of the next prompt.',
    'placement/disaggregated.answerWidth':
      'Answers have one accelerator. Half of one, or some part of it by chance, is one again, and nothing changes; two are noticed.',
    'interconnect/kv-transfer.takes':
      'A receiver takes no more while much is on its way to it. On this link the KV of a prompt is there before the next one is done, so that nobody ever has to wait for that.',
  },
}
