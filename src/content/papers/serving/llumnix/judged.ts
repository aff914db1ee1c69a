/** Llumnix before the referee: the card's preset, sixteen A10 and lengths of a power law, against a dispatcher that counts KV. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

export const llumnix: Judged = {
  figure: 'Time to the first token, p99',
  link: '#/lab?v=1&title=Llumnix&accelerator=a10&model=llama-2-7b&placement.instances=16&workload.rate=36&workload.requests=2000&lengths.prompt=heavy-tailed&lengths.prompt.mean=256&lengths.prompt.shape=1.4&lengths.prompt.longest=23.4&lengths.output=heavy-tailed&lengths.output.mean=256&lengths.output.shape=1.4&lengths.output.longest=23.4&limits.length=12500&kv.capacityTokens=13616&batching.maxRunning=256&scheduler=prefill-first&scheduler.tokenLimit=2560',
  arms: {
    migration: { role: 'mechanism', title: 'Live migration', set: 'router=live-migration' },
    turn: { role: 'baseline', title: 'Round robin', set: 'router=round-robin' },
    kv: { role: 'baseline', title: 'Least KV', set: 'router=least-kv' },
    outstanding: { role: 'baseline', title: 'Least outstanding', set: 'router=least-outstanding' },
    stays: {
      role: 'ablation',
      title: 'Its dispatch, nobody moves',
      set: 'router=live-migration&router.migrates=false',
    },
    longest: { role: 'ablation', title: 'The longest moves', set: 'router=live-migration&router.victim=longest' },
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
      words: 'Over round robin the tail of first tokens is several times shorter.',
      of: { arm: 'migration', over: 'turn' },
      from: 1.5,
      to: 40,
    },
    {
      id: 'migrates',
      words: 'Requests do move.',
      of: { arm: 'migration', metric: 'migrations' },
      from: 1,
      to: 100000,
    },
    {
      id: 'idle',
      words: 'While every instance has memory to spare, moving nobody is as good.',
      of: { arm: 'migration', over: 'stays', under: 'idle' },
      from: 0.9,
      to: 1.1,
    },
  ],
  sensitivity: [
    { id: 'idle', words: 'A quarter of the load', set: 'workload.rate=9' },
    { id: 'less', words: 'Less load', set: 'workload.rate=26' },
    { id: 'more', words: 'More load', set: 'workload.rate=42' },
    {
      id: 'long',
      words: 'Prompts four times as long, less room',
      set: 'workload.rate=8&lengths.prompt.mean=1024&lengths.prompt.longest=5.8&kv.capacityTokens=8192&limits.length=7500',
    },
    { id: 'light-tail', words: 'Lengths without a heavy tail', set: 'lengths.prompt.shape=3&lengths.output.shape=3' },
  ],
  decides: ['router/live-migration'],
}
