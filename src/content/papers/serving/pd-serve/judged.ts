/**
 * P/D-Serve before the referee: the card's forwarding preset with one gateway, against reports whose age is tuned as far as they can be
 * had. Scenarios with prefixes, ratios that follow the load, and eight gateways are worlds of their own.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

/** Two kinds of requests, each with long beginnings of its own; twelve instances, shared by all or divided. */
const scenarios =
  'placement.prefillInstances=5&placement.decodeInstances=7&workload.rate=22&workload.requests=220&lengths.prompt.mean=2000&lengths.prompt.cv=0.5&lengths.output=log-normal&lengths.output.mean=50&lengths.output.cv=0.3&classes.batch.share=1&classes.batch.promptScale=0.1&classes.batch.outputScale=6&classes.batch.ttft=1.5&classes.batch.tpot=1&sharing.groups=32&sharing.tokens=1000&sharing.byClass=true'
const divided =
  'placement=grouped&placement.interactivePrefill=4&placement.interactiveDecode=2&placement.otherPrefill=1&placement.otherDecode=5'
/** Too few instances for prompts, and too many for answers. */
const wrong =
  'placement=grouped&placement.interactivePrefill=3&placement.interactiveDecode=3&placement.otherPrefill=1&placement.otherDecode=1'

export const pdServe: Judged = {
  figure: 'Share of requests within their limits',
  link: '#/lab?v=1&title=P/D-Serve&accelerator=a100-80gb-sxm&model=llama-2-13b&cost.form=kernels&placement=disaggregated&placement.prefillInstances=16&placement.decodeInstances=8&workload=bursty&workload.cv=1.41&workload.rate=105&workload.requests=900&lengths.prompt.mean=1377&lengths.prompt.cv=0.95&lengths.output=fixed&lengths.output.tokens=32&classes.interactive.ttft=1.5&classes.interactive.tpot=1&limits.length=16000&scheduler=prefill-first&scheduler.tokenLimit=64&interconnect.linkGBs=25&reports.interval=0.5',
  arms: {
    demand: {
      role: 'mechanism',
      title: 'Asked on demand',
      set: 'router=on-demand',
      tuned: [{ path: 'router.knobs.room', values: [0, 2000] }],
    },
    reports: {
      role: 'baseline',
      title: 'Least outstanding, by reports',
      set: 'router=least-outstanding',
      tuned: [{ path: 'reports.interval', values: [0.5, 0.1, 0.05] }],
    },
    turn: { role: 'baseline', title: 'In turn, which needs no reports', set: 'router=round-robin' },
    fresh: {
      role: 'oracle',
      title: 'Least outstanding, known at every moment',
      set: 'router=least-outstanding&reports.interval=0&reports.gateways=1',
    },
    blocks: {
      role: 'ablation',
      title: 'Asked on demand, KV by layer and block',
      set: 'router=on-demand&interconnect.messages=by+layer+and+block',
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
      from: 1.05,
      to: 1.5,
    },
    {
      id: 'fresh',
      words: 'Over a load that is known at every moment nothing is gained.',
      of: { arm: 'demand', over: 'fresh' },
      from: 0.9,
      to: 1.03,
    },
    {
      id: 'gateways',
      words: 'With eight gateways that know nothing of each other the reports mislead, and questions do not.',
      of: { arm: 'demand', over: 'reports', under: 'gateways' },
      from: 1.01,
      to: 1.3,
    },
    {
      id: 'low-load',
      words: 'Far from its load nothing is gained.',
      of: { arm: 'demand', over: 'reports', under: 'low' },
      from: 0.98,
      to: 1.03,
    },
    {
      id: 'one-piece',
      words: 'In one piece KV takes about half the time that it takes with a message for each layer of each block.',
      of: { arm: 'demand', over: 'blocks', metric: 'transfers.time', better: 'lower', under: 'low' },
      from: 2.1,
      to: 2.5,
    },
    {
      id: 'prefixes',
      words: 'Instances of one scenario find what its prompts share more often than instances that serve all.',
      of: { arm: 'demand', over: 'reports', metric: 'kv.prefixHitRate', better: 'higher', under: 'scenarios' },
      from: 1.3,
      to: 3.5,
    },
    {
      id: 'ratios',
      words: 'A ratio that follows the load mends a wrong one.',
      of: { arm: 'demand', metric: 'sloAttainment', under: 'ratios' },
      from: 0.93,
      to: 1,
    },
    {
      id: 'rests',
      words: 'It does so with few changes, and then rests.',
      of: { arm: 'demand', metric: 'fleet.changes', under: 'ratios' },
      from: 1,
      to: 3,
    },
    {
      id: 'told-in-time',
      words: 'Past what the instances carry, who is served is served hardly after the limit, and the others are told.',
      of: { arm: 'demand', metric: 'ttft.p99', under: 'more' },
      from: 1.6,
      to: 2.6,
    },
  ],
  sensitivity: [
    { id: 'low', words: 'A fifth of the load', set: 'workload.rate=20' },
    { id: 'half', words: 'Half the load', set: 'workload.rate=52' },
    { id: 'more', words: 'Half as much load again', set: 'workload.rate=158' },
    { id: 'gateways', words: 'Eight gateways, each of which knows what it sent itself', set: 'reports.gateways=8' },
    { id: 'h100', words: 'On H100, at twice the load', set: 'accelerator=h100-sxm&workload.rate=210' },
    { id: 'alike', words: 'Prompts that are all alike', set: 'lengths.prompt.cv=0.1' },
    {
      id: 'scenarios',
      words: 'Two scenarios with prefixes: an instance for each kind, against all for all',
      set: scenarios,
      arms: { demand: divided },
    },
    {
      id: 'ratios',
      words: 'A wrong ratio of instances: one that follows the load, against one that stays',
      set: 'workload.rate=8.5&workload.requests=500&horizon.warmUp=15&lengths.prompt.mean=3000&lengths.prompt.cv=0.3',
      arms: {
        demand: `${wrong}&placement.adjustEvery=2&placement.loadTime=1`,
        reports: wrong,
        turn: wrong,
        fresh: wrong,
        blocks: wrong,
        random: wrong,
      },
    },
    {
      id: 'quick',
      words: 'Another round after 1 ms (assumed: 5 ms)',
      set: '',
      arms: { demand: 'router.retryMs=1' },
    },
    {
      id: 'slow',
      words: 'Another round after 50 ms (assumed: 5 ms)',
      set: '',
      arms: { demand: 'router.retryMs=50' },
    },
    {
      id: 'free-questions',
      words: 'Questions that take no time (assumed: 0.02 ms)',
      set: '',
      arms: { demand: 'router.questionMs=0' },
    },
    {
      id: 'slow-questions',
      words: 'Questions of 1 ms (assumed: 0.02 ms)',
      set: '',
      arms: { demand: 'router.questionMs=1' },
    },
    {
      id: 'cheap-bytes',
      words: 'Messages of 12 µs, scattered at 2,000 GB/s, 1 % in the way (assumed: 15 µs, 500 GB/s, 2 %)',
      set: 'interconnect.messageUs=12&interconnect.scatterGBs=2000&interconnect.interference=0.01',
    },
    {
      id: 'dear-bytes',
      words: 'Messages of 20 µs, scattered at 50 GB/s, 3 % in the way (assumed: 15 µs, 500 GB/s, 2 %)',
      set: 'interconnect.messageUs=20&interconnect.scatterGBs=50&interconnect.interference=0.03',
    },
  ],
  decides: ['router/on-demand', 'interconnect/kv-transfer', 'placement/grouped'],
  survivors: {
    'router/on-demand.patience':
      'Half of the limit and twice of it are noticed. By chance between none and twice, as many are turned away early as late, and the figures stay.',
    'interconnect/kv-transfer.gathers':
      'Always in one piece is what P/D-Serve does; by block, or by chance, is noticed.',
    'interconnect/kv-transfer.takes':
      'A receiver with nothing on its way takes one whatever the rule says: never more than one at a time is as good on this link.',
    'placement/grouped.adjusts':
      'Asked to change always, the ratio is still changed only where the idler side can do with one less: that second rule decides here.',
    'placement/grouped.towardsPrompts':
      'The wrong ratio has too few instances for prompts, and never the reverse: to help prompts always is right here.',
  },
}
