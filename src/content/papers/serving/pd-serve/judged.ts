/** P/D-Serve before the referee: the card's forwarding preset, against reports whose age is tuned as far as they can be had. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

export const pdServe: Judged = {
  figure: 'Share of requests within their limits',
  link: '#/lab?v=1&title=P/D-Serve&accelerator=a100-80gb-sxm&model=llama-2-13b&cost.form=kernels&placement=disaggregated&placement.prefillInstances=16&placement.decodeInstances=8&workload=bursty&workload.cv=1.41&workload.rate=105&workload.requests=1500&lengths.prompt.mean=1377&lengths.prompt.cv=0.95&lengths.output=fixed&lengths.output.tokens=32&classes.interactive.ttft=1.5&classes.interactive.tpot=1&limits.length=16000&scheduler=prefill-first&scheduler.tokenLimit=64&reports.gateways=8&reports.interval=0.5',
  arms: {
    demand: { role: 'mechanism', title: 'Asked on demand', set: 'router=on-demand' },
    reports: {
      role: 'baseline',
      title: 'Least outstanding, by reports',
      set: 'router=least-outstanding',
      tuned: [{ path: 'reports.interval', values: [0.5, 0.25, 0.1, 0.05] }],
    },
    turn: { role: 'baseline', title: 'In turn, which needs no reports', set: 'router=round-robin' },
    fresh: {
      role: 'oracle',
      title: 'Least outstanding, known at every moment',
      set: 'router=least-outstanding&reports.interval=0&reports.gateways=1',
    },
    random: { role: 'control', title: 'At random', set: 'router=random' },
  },
  claim: {
    kind: 'range',
    metric: 'sloAttainment',
    better: 'higher',
    low: 1.42,
    high: 1.42,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-turn',
      words: 'Over instances in turn more first tokens are in time.',
      of: { arm: 'demand', over: 'turn' },
      from: 1.02,
      to: 3,
    },
    {
      id: 'fresh',
      words: 'Over reports that are always fresh hardly anything is left of the gain.',
      of: { arm: 'demand', over: 'fresh' },
      from: 0.95,
      to: 1.1,
    },
    {
      id: 'low-load',
      words: 'Far from its load nothing is gained.',
      of: { arm: 'demand', over: 'reports', under: 'low' },
      from: 0.97,
      to: 1.03,
    },
  ],
  sensitivity: [
    { id: 'low', words: 'A fifth of the load', set: 'workload.rate=20' },
    { id: 'less', words: 'Three quarters of the load', set: 'workload.rate=79' },
    { id: 'more', words: 'A tenth more load', set: 'workload.rate=115' },
    { id: 'one-gateway', words: 'One gateway, which knows what it sent itself', set: 'reports.gateways=1' },
    {
      id: 'slow-questions',
      words: 'Questions of 1 ms (assumed: 0.02 ms)',
      set: '',
      arms: { demand: 'router.questionMs=1' },
    },
  ],
  decides: ['router/on-demand'],
}
