import type { Paper } from '../../paper.ts'
import { llumnix as judged } from './judged.ts'

const cluster =
  'accelerator=a10&model=llama-2-7b&lengths.prompt=heavy-tailed&lengths.prompt.mean=1024&lengths.prompt.shape=1.4&lengths.prompt.longest=5.8&lengths.output=heavy-tailed&lengths.output.mean=256&lengths.output.shape=1.4&lengths.output.longest=23.4&limits.length=7500&kv.capacityTokens=8192&batching.maxRunning=256'

export const llumnix: Paper = {
  id: 'llumnix',
  cite: 'Sun et al., Llumnix, OSDI 2024 (arXiv 2406.03243)',
  url: 'https://arxiv.org/abs/2406.03243',
  formula: {
    inputs: [
      { words: 'Free blocks', unit: 'blocks', value: 120, from: 0, to: 1000, step: 1 },
      { words: 'First waiting request needs', unit: 'blocks', value: 64, from: 0, to: 400, step: 1 },
      { words: 'Requests', unit: '', value: 20, from: 1, to: 200, step: 1 },
    ],
    result: { words: 'Freeness: steps left', unit: 'steps' },
    of: (free, demand, requests) => (free - demand) / requests,
  },
  claim: {
    words:
      'Tail latencies better by an order of magnitude; urgent requests up to 1.5 × faster; up to 36 % lower cost at a similar tail.',
    setup: 'The abstract gives the figures and no set-up.',
  },
  judged,
  picture: {
    panels: ['kv', 'ttft'],
    window: [20, 60],
    notes: [
      {
        arm: 'a',
        track: 'arrivals',
        series: 'preempted',
        is: 'first',
        words: 'No block is left: a request loses its own.',
      },
      { arm: 'b', track: 'kv/0', series: 'decode', is: 'largest', words: 'Requests move before it is full.' },
    ],
  },
  why: 'The order of magnitude is over round robin. Here requests are long for the cache, which round robin handles worse than in the paper. A dispatcher that counts KV has most of the gain already; what migration adds to it shows most in preemptions and in the longest gaps, and varies much from seed to seed.',
  stops: 'idle',
  further: [
    {
      title: 'Elastic',
      link: `#/lab?v=1&title=Llumnix,+elastic&${cluster}&workload=tides&workload.rate=4&workload.period=750&workload.requests=3000&placement=elastic&placement.instances=16&placement.interval=5&placement.loadTime=10&placement.up=40&placement.down=90&scheduler=prefill-first&scheduler.tokenLimit=2560&arm.b.router=live-migration&arm.c.router=least-kv`,
    },
    {
      title: 'Headroom',
      link: `#/lab?v=1&title=Llumnix,+urgent+requests&${cluster}&placement.instances=16&workload.requests=1000&workload.rate=7&classes.interactive.share=0.1&classes.batch.share=0.9&scheduler=priority&router=live-migration&arm.b.router.headroom=0.3`,
    },
  ],
  knob: {
    path: 'router.knobs.migrates',
    words: 'Whether requests move at all: without, dispatch alone shows what it is worth.',
  },
  bibtex: `@article{sun2024llumnix,
  title   = {Llumnix: Dynamic Scheduling for Large Language Model Serving},
  author  = {Sun, Biao and Huang, Ziming and Zhao, Hanyu and Xiao, Wencong and Zhang, Xinyi and Li, Yong and Lin, Wei},
  journal = {arXiv preprint arXiv:2406.03243},
  year    = {2024}
}`,
}
