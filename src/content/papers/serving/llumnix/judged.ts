/**
 * Llumnix before the referee: the card's preset, sixteen A10 and lengths of a power law, against a dispatcher that counts KV. What it
 * claims of instances that come and go, with the thresholds of its code, is a world of the table; of urgent requests, an experiment of its
 * page.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const limits = [{ path: 'scheduler.knobs.tokenLimit', values: [1024, 2560] }]

export const llumnix: Judged = {
  figure: 'Time to the first token, p99',
  link: '#/lab?v=1&title=Llumnix&accelerator=a10&model=llama-2-7b&placement.instances=16&workload.rate=36&workload.requests=2000&lengths.prompt=heavy-tailed&lengths.prompt.mean=256&lengths.prompt.shape=1.4&lengths.prompt.longest=23.4&lengths.output=heavy-tailed&lengths.output.mean=256&lengths.output.shape=1.4&lengths.output.longest=23.4&limits.length=12500&kv.capacityTokens=13616&batching.maxRunning=256&scheduler=prefill-first&scheduler.tokenLimit=2560',
  arms: {
    migration: { role: 'mechanism', title: 'Live migration', set: 'router=live-migration', tuned: limits },
    kv: { role: 'baseline', title: 'Least KV', set: 'router=least-kv', tuned: limits },
    turn: { role: 'baseline', title: 'Round robin', set: 'router=round-robin' },
    stays: {
      role: 'ablation',
      title: 'Its dispatch, nobody moves',
      set: 'router=live-migration&router.migrates=false',
    },
    random: { role: 'control', title: 'At random', set: 'router=random' },
  },
  claim: {
    kind: 'up to',
    metric: 'ttft.p99',
    better: 'lower',
    high: 10,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-turn',
      words: 'Over round robin the tail of first tokens is many times shorter.',
      of: { arm: 'migration', over: 'turn' },
      from: 8,
      to: 80,
    },
    {
      id: 'over-kv',
      words: 'Over a dispatcher that counts KV nothing is gained.',
      of: { arm: 'migration', over: 'kv' },
      from: 0.7,
      to: 1.05,
    },
    {
      id: 'victims',
      words: 'Hardly anybody loses blocks.',
      of: { arm: 'migration', metric: 'kv.preemptions' },
      from: 0,
      to: 3,
    },
    {
      id: 'migrates',
      words: 'Where prompts are long for the cache some of the six hundred requests move.',
      of: { arm: 'migration', metric: 'migrations', under: 'long' },
      from: 10,
      to: 400,
    },
    {
      id: 'standstill',
      words: 'Who moves stands still for less than a millisecond, however long it is: a block or two are left to copy.',
      of: { arm: 'migration', metric: 'migrations.standstill', under: 'long' },
      from: 0.0003,
      to: 0.001,
    },
    {
      id: 'idle',
      words: 'While every instance has memory to spare, moving nobody is as good.',
      of: { arm: 'migration', over: 'stays', under: 'idle' },
      from: 0.95,
      to: 1.05,
    },
    {
      id: 'long',
      words: 'Where prompts are long for the cache, moving makes the tail shorter than its dispatch alone.',
      of: { arm: 'migration', over: 'stays', under: 'long' },
      from: 1.15,
      to: 4,
    },
    {
      id: 'tide',
      words: 'On instances that come and go fewer serve the same tide.',
      of: { arm: 'migration', over: 'kv', metric: 'fleet.accelerators', better: 'lower', under: 'tide' },
      from: 1.1,
      to: 1.6,
    },
    {
      id: 'returns',
      words:
        'As the tide rises an instance or two are started again: more are not needed, with thresholds so far apart.',
      of: { arm: 'migration', metric: 'fleet.changes', under: 'tide' },
      from: 0.9,
      to: 4,
    },
    {
      id: 'tide-tail',
      words: 'For that the tail there is several times longer.',
      of: { arm: 'migration', over: 'kv', under: 'tide' },
      from: 0.15,
      to: 0.5,
    },
  ],
  sensitivity: [
    { id: 'idle', words: 'A quarter of the load', set: 'workload.rate=9&workload.requests=600' },
    { id: 'half', words: 'Half the load', set: 'workload.rate=18&workload.requests=1000' },
    { id: 'more', words: 'Half as much load again', set: 'workload.rate=54&workload.requests=1500' },
    {
      id: 'long',
      words: 'Prompts four times as long, less room',
      set: 'workload.rate=8&workload.requests=600&lengths.prompt.mean=1024&lengths.prompt.longest=5.8&kv.capacityTokens=8192&limits.length=7500',
    },
    { id: 'l40s', words: 'On L40S, at half as much load again', set: 'accelerator=l40s&workload.rate=54' },
    {
      id: 'restless',
      words: 'Who has moved may move again at once (assumed: after 1 s)',
      set: '',
      arms: { migration: 'router.rest=0' },
    },
    {
      id: 'settled',
      words: 'Who has moved stays for 10 s (assumed: 1 s)',
      set: '',
      arms: { migration: 'router.rest=10' },
    },
    {
      id: 'free-copies',
      words: 'Copies that hold up nobody (assumed: iterations 2 % longer)',
      set: '',
      arms: { migration: 'interconnect.interference=0' },
    },
    {
      id: 'dear-copies',
      words: 'Copies that make iterations 10 % longer (assumed: 2 %)',
      set: '',
      arms: { migration: 'interconnect.interference=0.1' },
    },
    {
      id: 'tide',
      words: 'A tide, on instances that come and go: below 10 steps left, above 60, every 10 s',
      set: 'placement=elastic&placement.instances=16&placement.loadTime=10&workload=tides&workload.rate=12&workload.period=200&workload.requests=3000',
    },
  ],
  decides: ['router/live-migration', 'placement/elastic'],
  survivors: {
    'router/live-migration.receives':
      'Several instances have memory to spare here whenever one has not: which of them takes who moves hardly matters, unless it is the fullest.',
    'router/live-migration.moves':
      'Blocks are copied while decoding goes on: a long request takes longer to arrive and holds nobody up, so the tail of first tokens does not hear of it.',
    'placement/elastic.leaves':
      'Whoever is switched off hands its requests to the others first: whether there were few or many hardly matters.',
  },
}
